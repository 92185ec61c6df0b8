package my.kilat.payment.provider;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import my.kilat.payment.domain.Charge;
import my.kilat.platform.database.Database;

/**
 * What a provider stands on.
 *
 * @param name its own, as in {@code PAYMENT_PROVIDER}
 * @param publicUrl where payers and the provider's webhooks reach the gateway, without a slash at the end
 * @param http for its calls; it connects within one second or not at all
 * @param timeout how long one call may take, its answer included; {@code PROVIDER_TIMEOUT}
 * @param clock the time that all instances have in common
 * @param database for a provider that remembers something itself; a provider elsewhere does not need it
 */
public record ProviderContext(
        String name, String publicUrl, HttpClient http, Duration timeout, InstantSource clock, Database database) {
    /** Where the provider is to send its webhooks. */
    public String webhookUrl() {
        return publicUrl + "/api/v1/payments/webhooks/" + name;
    }

    /** Where the provider is to send the payer afterwards: the page that shows how the payment stands. */
    public String returnUrl(Charge charge) {
        return publicUrl + charge.page();
    }
}
