/** Payments: the money of a booking, held in escrow until the pet has arrived. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment;
