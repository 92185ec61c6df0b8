package my.kilat.payment.provider;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import my.kilat.payment.domain.Charge;
import my.kilat.platform.database.Database;

/**
 * The resources for a provider.
 *
 * @param name its own, as in {@code PAYMENT_PROVIDER}
 * @param publicUrl the gateway's URL for payers and the provider's webhooks, without a slash at the end
 * @param http for its calls; its connect timeout is one second
 * @param timeout of one call, its response included; {@code PROVIDER_TIMEOUT}
 * @param clock the time that all instances share
 * @param database for a provider that stores data here; an external provider does not need it
 */
public record ProviderContext(
        String name, String publicUrl, HttpClient http, Duration timeout, InstantSource clock, Database database) {
    /** The URL for the provider's webhooks. */
    public String webhookUrl() {
        return publicUrl + "/api/v1/payments/webhooks/" + name;
    }

    /** The URL to which the provider returns the payer: the payment's page. */
    public String returnUrl(Charge charge) {
        return publicUrl + charge.page();
    }
}
