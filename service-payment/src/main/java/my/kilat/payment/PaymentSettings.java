package my.kilat.payment;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.escrow.ReleaseOn;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * What an operator may choose about payments.
 *
 * @param feePercent {@code PLATFORM_FEE_PERCENT}, the platform's part of each payment, default 15
 * @param releaseOn {@code RELEASE_ON}: {@code owner_confirm}, or {@code runner_deliver}
 * @param publicUrl {@code PUBLIC_URL}, where clients reach the gateway, without a slash at the end; default
 *     {@code http://localhost:8080}
 * @param bookingUrl {@code UPSTREAM_BOOKING}, where the booking service is; the first of a list
 * @param bookingNewsWait {@code BOOKING_NEWS_WAIT}, how long a payment waits for the event of a booking that is not known yet
 *     before the booking service is asked, default 150ms
 * @param providerTimeout {@code PROVIDER_TIMEOUT}, how long the provider may take to answer, default 5s
 * @param authoriseWithin {@code AUTHORISE_WITHIN}, how long a payment may be pending, default 60s
 * @param recoverEvery {@code RECOVER_EVERY}, the pause between two looks for work that was left half-way, default 2s
 * @param checkEvery {@code LEDGER_CHECK_EVERY}, the pause between two checks of the ledger, default 15s
 * @param settlementsAtOnce how many payments are worked on at once: two for each three connections of {@code DB_POOL_MAX}, so
 *     that requests and events get some too
 */
public record PaymentSettings(
        int feePercent,
        ReleaseOn releaseOn,
        String publicUrl,
        URI bookingUrl,
        Duration bookingNewsWait,
        Duration providerTimeout,
        Duration authoriseWithin,
        Duration recoverEvery,
        Duration checkEvery,
        int settlementsAtOnce) {
    /** What a task takes beside the call to the provider, at most. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /** Reads the settings. */
    public static PaymentSettings from(Environment environment) {
        return new PaymentSettings(
                environment.integer("PLATFORM_FEE_PERCENT", 15, 0, 100),
                environment.choice("RELEASE_ON", ReleaseOn.OWNER_CONFIRM),
                address("PUBLIC_URL", environment.text("PUBLIC_URL", "http://localhost:8080"))
                        .toString(),
                address(
                        "UPSTREAM_BOOKING",
                        environment
                                .list("UPSTREAM_BOOKING", List.of("http://localhost:8001"))
                                .getFirst()),
                environment.duration("BOOKING_NEWS_WAIT", Duration.ofMillis(150)),
                environment.duration("PROVIDER_TIMEOUT", Duration.ofSeconds(5)),
                environment.duration("AUTHORISE_WITHIN", Duration.ofSeconds(60)),
                environment.duration("RECOVER_EVERY", Duration.ofSeconds(2)),
                environment.duration("LEDGER_CHECK_EVERY", Duration.ofSeconds(15)),
                DatabaseSettings.from(environment, "payment").poolSize() * 2 / 3);
    }

    /** How long to wait for what. */
    public Patience patience() {
        return new Patience(providerTimeout.plus(SLACK), authoriseWithin);
    }

    private static URI address(String name, String text) {
        String trimmed = text.replaceAll("/+$", "");
        try {
            URI address = URI.create(trimmed);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below, like an address that is of another kind
        }
        throw new SettingsException(
                name + " is \"" + text + "\"; it has to be an address such as http://localhost:8080");
    }
}
