/** What is known of bookings, and what follows from it for their payments. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.booking;
