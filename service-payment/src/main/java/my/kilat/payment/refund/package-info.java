/** Refunds of held money by admins. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.refund;
