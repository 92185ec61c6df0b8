package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.provider.Providers;
import my.kilat.payment.provider.SimulatedSettings;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentSettingsTest {

    private static PaymentSettings read(Environment environment) {
        return PaymentSettings.from(environment, Providers.all());
    }

    @Test
    void everySettingHasADefault() {
        assertThat(read(Environment.of(Map.of())))
                .isEqualTo(new PaymentSettings(
                        15,
                        "http://localhost:8080",
                        URI.create("http://localhost:8001"),
                        Duration.ofMillis(150),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1),
                        Duration.ofHours(24),
                        Duration.ofDays(7),
                        Duration.ofHours(12),
                        Duration.ofHours(24),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofHours(24),
                        Duration.ofSeconds(10),
                        Duration.ofDays(180),
                        new Providers.Chosen(
                                "simulated",
                                new SimulatedSettings(true, new HoldTerms(Duration.ofDays(7), true, false))),
                        8));
    }

    @Test
    void aLeaseOutlastsACallToTheProvider() {
        PaymentSettings settings = read(Environment.of(Map.of("PROVIDER_TIMEOUT", "10s")));
        assertThat(settings.patience(HoldTerms.USUAL).lease()).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void aHoldIsLongerThanTheTimeInWhichItIsActedUpon() {
        PaymentSettings settings = read(Environment.of(Map.of("HOLD_MARGIN", "12h", "AUTHORISE_AHEAD", "36h")));
        assertThatThrownBy(() -> settings.patience(new HoldTerms(Duration.ofHours(12), true, false)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("HOLD_MARGIN is ");
        assertThatThrownBy(() -> settings.patience(new HoldTerms(Duration.ofHours(47), true, true)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("AUTHORISE_AHEAD is ");
        assertThat(settings.patience(new HoldTerms(Duration.ofHours(48), true, true))
                        .holds()
                        .margin())
                .isEqualTo(Duration.ofHours(12));
    }

    @Test
    void outsideDevelopmentASimulatedProviderHasToBeAskedForAndTakesNoTestCards() {
        Environment production = Environment.of(Map.of("APP_ENV", "production", "DB_PASSWORD", "of-its-own"));
        assertThatThrownBy(() -> read(production))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("PAYMENT_PROVIDER is not set")
                .hasMessageContaining("simulated");
        assertThat(read(production.with("PAYMENT_PROVIDER", "simulated"))
                        .provider()
                        .settings())
                .isEqualTo(new SimulatedSettings(false, new HoldTerms(Duration.ofDays(7), true, false)));
    }

    @Test
    void whatEveryServiceNeedsIsAskedForFirst() {
        Environment production = Environment.of(Map.of("APP_ENV", "production"));
        try (Host host = Host.create(production)) {
            assertThatThrownBy(() -> Service.of(new PaymentService(), production, host))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("DB_PASSWORD is not set");
        }
    }

    @Test
    void addressesLoseTheirLastSlashAndTheFirstUpstreamIsUsed() {
        PaymentSettings settings = read(Environment.of(
                Map.of("PUBLIC_URL", "https://kilat.my/", "UPSTREAM_BOOKING", "http://one:8001/, http://two:8001")));
        assertThat(settings.publicUrl()).isEqualTo("https://kilat.my");
        assertThat(settings.bookingUrl()).isEqualTo(URI.create("http://one:8001"));
    }

    @ParameterizedTest
    @CsvSource({
        "PLATFORM_FEE_PERCENT, 101",
        "PLATFORM_FEE_PERCENT, some",
        "PAYMENT_PROVIDER, the_bank",
        "PUBLIC_URL, kilat.my",
        "PUBLIC_URL, ftp://kilat.my",
        "UPSTREAM_BOOKING, http://",
        "PROVIDER_TIMEOUT, soon"
    })
    void aWrongOneStopsTheStartAndIsNamed(String name, String value) {
        assertThatThrownBy(() -> read(Environment.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aProviderThatIsNotOnTheListStopsTheStartWithTheListAndOneThatIsReadsItsOwnSettings() {
        Providers providers = Providers.all().and("sample", environment -> {
            environment.text("SAMPLE_KEY");
            return _ -> {
                throw new AssertionError("nothing is opened while settings are read");
            };
        });
        Environment sample = Environment.of(Map.of("PAYMENT_PROVIDER", "Sample"));
        assertThatThrownBy(() -> read(sample))
                .isInstanceOf(SettingsException.class)
                .hasMessage("PAYMENT_PROVIDER is \"Sample\"; it has to be one of simulated");
        assertThatThrownBy(() -> PaymentSettings.from(sample, providers))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("SAMPLE_KEY is not set");
        assertThat(PaymentSettings.from(sample.with("SAMPLE_KEY", "secret"), providers)
                        .provider()
                        .name())
                .isEqualTo("sample");
    }
}
