/** Admins giving held money back. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.refund;
