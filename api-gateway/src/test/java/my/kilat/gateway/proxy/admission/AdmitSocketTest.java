package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets are counted, and not opened for foreign pages. */
class AdmitSocketTest {
    private static final String[] UPGRADE = {"Connection: Upgrade", "Upgrade: websocket"};

    private final OpenSockets sockets = sockets("1");
    private final StageRig rig = rig(sockets);

    private static OpenSockets sockets(String most) {
        Environment environment = Environment.of(Map.of("MAX_SOCKETS", most));
        return new OpenSockets(Limits.from(environment), Timeouts.from(environment));
    }

    private static StageRig rig(OpenSockets sockets) {
        return StageRig.of(
                new ApplyCors(StageRig.CORS),
                new FindRoute(new Routes(
                        List.of(Route.to("tracking", "/socket").forAnybody().asSocket()))),
                new AdmitSocket(sockets, StageRig.CORS));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSocketIsCountedUntilItsRequestIsOver() {
        assertThat(rig.send("GET", "/socket", UPGRADE)).startsWith("HTTP/1.1 404 ");
        assertThat(rig.hasPassed()).isTrue();
        assertThat(sockets.open()).isZero();
    }

    @Test
    void aForeignPageIsRefused() {
        assertThat(rig.send("GET", "/socket", UPGRADE[0], UPGRADE[1], "Origin: http://elsewhere"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void whenThereAreTooManyTheNextIsRefused() {
        try (StageRig full = rig(sockets("0"))) {
            assertThat(full.send("GET", "/socket", UPGRADE))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("too many open sockets");
        }
    }

    @Test
    void anOrdinaryRequestIsNotCounted() {
        try (StageRig full = rig(sockets("0"))) {
            full.send("GET", "/socket");
            assertThat(full.hasPassed()).isTrue();
        }
    }
}
