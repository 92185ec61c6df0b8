/** Calling a ride off. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.cancellation;
