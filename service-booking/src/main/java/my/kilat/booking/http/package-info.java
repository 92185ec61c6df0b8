/** What the endpoints of all features share: who calls, and how a booking is shown. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.http;
