/** What the provider tells by itself. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.webhook;
