/** Payment providers, which move the money outside of the platform. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.provider;
