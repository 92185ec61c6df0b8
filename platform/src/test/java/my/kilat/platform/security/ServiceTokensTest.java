package my.kilat.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {
    private static final String OLD = "the-secret-of-last-year-0123456789abcdef";
    private static final String NEW = "the-secret-of-this-year-0123456789abcdef";

    private final TestClock clock = new TestClock();

    private ServiceTokens tokens(String service, String secrets) {
        return ServiceTokens.from(
                Environment.of(Map.of("APP_ENV", "production", "SERVICE_SECRET", secrets)), service, clock);
    }

    @Test
    void aTokenNamesItsSenderToTheServiceItIsMeantFor() throws Exception {
        String token = tokens("booking", NEW).tokenFor("payment");
        assertThat(tokens("payment", NEW).verify(token)).isEqualTo("booking");
        refused("runner", NEW, token);
        refused("booking", NEW, token);
    }

    @Test
    void onlyTheSecretMakesOne() {
        refused("payment", OLD, tokens("booking", NEW).tokenFor("payment"));
        refused("payment", NEW, "");
        refused("payment", NEW, "a.b.c");
        refused("payment", NEW, "x".repeat(5_000));
        refused("payment", TestTokens.SECRET, TestTokens.of(UUID.randomUUID(), Role.ADMIN));
    }

    @Test
    void itExpiresAndIsMadeAnewBeforeThat() throws Exception {
        ServiceTokens booking = tokens("booking", NEW);
        String first = booking.tokenFor("payment");
        assertThat(booking.tokenFor("payment")).isEqualTo(first);
        clock.advance(Duration.ofMinutes(3));
        assertThat(booking.tokenFor("payment")).isNotEqualTo(first);
        assertThat(tokens("payment", NEW).verify(first)).isEqualTo("booking");
        clock.advance(Duration.ofMinutes(3));
        refused("payment", NEW, first);
    }

    @Test
    void theSecretIsChangedWithoutAnInterruption() throws Exception {
        assertThat(tokens("payment", NEW + "," + OLD)
                        .verify(tokens("booking", OLD).tokenFor("payment")))
                .isEqualTo("booking");
        assertThat(tokens("payment", OLD + "," + NEW)
                        .verify(tokens("booking", NEW + "," + OLD).tokenFor("payment")))
                .isEqualTo("booking");
    }

    @Test
    void outsideDevelopmentThereIsNoDefault() throws Exception {
        ServiceTokens development = ServiceTokens.from(Environment.of(Map.of()), "booking", clock);
        assertThat(development.verify(development.tokenFor("booking"))).isEqualTo("booking");
        for (Map<String, String> settings : java.util.List.of(
                Map.<String, String>of(),
                Map.of("SERVICE_SECRET", ServiceTokens.OF_DEVELOPMENT),
                Map.of("SERVICE_SECRET", NEW + "," + ServiceTokens.OF_DEVELOPMENT),
                Map.of("SERVICE_SECRET", "short"))) {
            Environment production = Environment.of(settings).with("APP_ENV", "production");
            assertThatThrownBy(() -> ServiceTokens.from(production, "booking", clock))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("SERVICE_SECRET");
        }
    }

    @Test
    void itDoesNotSpellOutItsSecret() {
        assertThat(tokens("booking", NEW).toString()).doesNotContain(NEW);
    }

    private void refused(String service, String secrets, String token) {
        assertThatThrownBy(() -> tokens(service, secrets).verify(token)).isInstanceOf(InvalidTokenException.class);
    }
}
