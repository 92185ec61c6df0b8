/** Webhooks of the provider. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.webhook;
