/** Views of payments. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.http;
