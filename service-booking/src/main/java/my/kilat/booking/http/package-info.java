/** Shared by the endpoints of all features: the actor of a call, and the view of a booking. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.http;
