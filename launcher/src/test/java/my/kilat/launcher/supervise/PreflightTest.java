package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Coordination;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Ports;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    /** Ports of nobody. */
    private static final Ports PORTS = new Ports(13_370);

    @TempDir
    private Path home;

    @Test
    void aTakenPortIsRefusedWithItsOwnerAndAWayOut() throws IOException {
        Fleet fleet = fleet(Map.of());
        try (var taken = new ServerSocket(PORTS.kafka(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> Preflight.check(layout(), fleet))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + ", which Kafka needs, is taken by")
                    .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--port-offset");
        }
        assertThatCode(() -> Preflight.check(layout(), fleet)).doesNotThrowAnyException();
    }

    @Test
    void thePortOfAServerThatIsElsewhereMayBeTaken() throws IOException {
        Fleet fleet = fleet(Map.of("KAFKA_BROKERS", "kafka.example:9092"));
        try (var _ = new ServerSocket(PORTS.kafka(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatCode(() -> Preflight.check(layout(), fleet)).doesNotThrowAnyException();
        }
    }

    private Fleet fleet(Map<String, String> environment) {
        var options = new UpOptions(false, false, false, false, PORTS.offset());
        return Fleet.of(layout(), options, Coordination.ZOOKEEPER, Environment.of(environment), Map.of());
    }

    private Layout layout() {
        return Layout.of(home, Map.of());
    }
}
