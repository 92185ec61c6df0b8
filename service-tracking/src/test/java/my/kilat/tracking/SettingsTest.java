package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings, their defaults, and what is said about wrong ones. */
class SettingsTest {
    @Test
    void theDefaultsAreThoseOfALocalPlatform() {
        TrackingSettings settings = TrackingSettings.from(Environment.of(Map.of()));
        assertThat(settings.bookingService()).isEqualTo(URI.create("http://localhost:8001"));
        assertThat(settings.waypointRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.simplification()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.sockets().ping()).isEqualTo(Duration.ofSeconds(54));
        assertThat(settings.sockets().pongWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.sockets().writeDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.sockets().queue()).isEqualTo(256);
        assertThat(settings.sockets().most()).isEqualTo(10_000);
        assertThat(settings.sockets().origins())
                .containsExactlyInAnyOrder(
                        "http://localhost:3000",
                        "http://localhost:3001",
                        "http://localhost:3002",
                        "http://localhost:3003",
                        "http://localhost:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "UPSTREAM_BOOKING, booking:8001",
        "UPSTREAM_BOOKING, ht tp",
        "UPSTREAM_BOOKING, ftp://booking",
        "WAYPOINT_RETENTION, a while",
        "WAYPOINT_SIMPLIFICATION, often",
        "UNATTENDED_STOP_AFTER, 59s",
        "UNATTENDED_STOP_AFTER_IN_HEAT, soon",
        "HEAT_FROM_HOUR, 16",
        "HEAT_UNTIL_HOUR, 25",
        "HEAT_TIME_ZONE, Kuala Lumpur",
        "SOCKET_PING, 0s",
        "SOCKET_PING, 2m",
        "SOCKET_PONG_WAIT, 54s",
        "SOCKET_WRITE_DEADLINE, 0s",
        "SOCKET_QUEUE, 0",
        "SOCKETS_MAX, 0"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> TrackingSettings.from(Environment.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }

    @Test
    void theFirstOfSeveralBookingServicesIsAsked() {
        assertThat(TrackingSettings.from(Environment.of(Map.of("UPSTREAM_BOOKING", "http://a:1, http://b:2")))
                        .bookingService())
                .isEqualTo(URI.create("http://a:1"));
    }
}
