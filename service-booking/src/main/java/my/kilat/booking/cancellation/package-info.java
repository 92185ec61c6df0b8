/** Cancellation of bookings. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.cancellation;
