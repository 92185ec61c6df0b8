/** An owner asks for a ride. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.request;
