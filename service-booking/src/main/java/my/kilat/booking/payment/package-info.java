/** Applies the state of payments to bookings: by events, and by reconciliation with the payment service. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.payment;
