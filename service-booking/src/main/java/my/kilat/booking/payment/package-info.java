/** Bookings follow their payments: by events, and by comparison with the payment service. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.payment;
