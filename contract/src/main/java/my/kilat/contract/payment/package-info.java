/** The money of bookings: whole sen, held in escrow. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.payment;
