/** Payments as they are shown. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.http;
