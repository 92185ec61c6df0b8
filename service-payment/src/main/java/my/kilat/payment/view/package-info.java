/** Payments over HTTP. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.api;
