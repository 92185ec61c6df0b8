/** Payments at work: starting them, moving them on with the provider, and following what happens to their bookings. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.escrow;
