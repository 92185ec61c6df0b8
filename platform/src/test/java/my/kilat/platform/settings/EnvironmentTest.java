package my.kilat.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static Environment with(String name, String value) {
        return Environment.of(Map.of(name, value));
    }

    @Test
    void whatIsNotSetOrBlankIsTheDefault() {
        Environment empty = Environment.of(Map.of("BLANK", "  "));
        assertThat(empty.text("BLANK", "x")).isEqualTo("x");
        assertThat(empty.integer("PORT", 8001, 1, 65535)).isEqualTo(8001);
        assertThat(empty.duration("WAIT", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(empty.flag("ON", true)).isTrue();
        assertThat(empty.list("LIST", List.of("a"))).containsExactly("a");
        assertThat(empty.development()).isTrue();
    }

    @Test
    void durationsAreReadAsInTheDeploymentFiles() {
        assertThat(with("D", "15m").duration("D", Duration.ZERO)).isEqualTo(Duration.ofMinutes(15));
        assertThat(with("D", "168h").duration("D", Duration.ZERO)).isEqualTo(Duration.ofHours(168));
        assertThat(with("D", "500ms").duration("D", Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(with("D", "7d").duration("D", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void whatIsWrongIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> with("PORT", "eighty").integer("PORT", 1, 1, 65535))
                .hasMessage("PORT is \"eighty\"; it has to be a whole number from 1 to 65535");
        assertThatThrownBy(() -> with("PORT", "70000").integer("PORT", 1, 1, 65535))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> with("D", "soon").duration("D", Duration.ZERO)).hasMessageContaining("D is \"soon\"");
        assertThatThrownBy(() -> with("ON", "perhaps").flag("ON", true)).hasMessageContaining("true or false");
        assertThatThrownBy(() -> with("UNIT", "years").choice("UNIT", TimeUnit.DAYS))
                .hasMessageContaining("hours");
        assertThatThrownBy(() -> with("A", "b").text("C")).hasMessage("C is not set, and there is no default");
    }

    @Test
    void aServiceLinkOfKubernetesIsToldFromATypingError() {
        for (String link : List.of("tcp://10.0.0.1:8080", "udp://[fd00::1]:53")) {
            assertThatThrownBy(() -> with("GATEWAY_PORT", link).integer("GATEWAY_PORT", 8080, 0, 65535))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("GATEWAY_PORT is \"" + link + "\"; it has to be a whole number")
                    .hasMessageContaining("service link of Kubernetes")
                    .hasMessageContaining("enableServiceLinks: false");
        }
        assertThatThrownBy(() -> with("GATEWAY_PORT", "tcp://").integer("GATEWAY_PORT", 8080, 0, 65535))
                .hasMessage("GATEWAY_PORT is \"tcp://\"; it has to be a whole number from 0 to 65535");
    }

    @Test
    void developmentSecretsAreRefusedElsewhere() {
        assertThat(with("APP_ENV", "development").secret("S", "known")).isEqualTo("known");
        Environment production = with("APP_ENV", "production");
        assertThatThrownBy(() -> production.secret("S", "known")).hasMessageContaining("S is not set");
        assertThatThrownBy(() -> production.with("S", "known").secret("S", "known"))
                .hasMessageContaining("development default");
        assertThat(production.with("S", "mine").secret("S", "known")).isEqualTo("mine");
    }
}
