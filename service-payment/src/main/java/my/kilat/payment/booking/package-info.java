/** Data about bookings, and its consequences for their payments. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.booking;
