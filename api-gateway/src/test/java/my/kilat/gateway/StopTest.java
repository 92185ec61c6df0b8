package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.local.FreePort;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** How the gateway starts and stops. */
class StopTest {
    private static final String OPEN = "/.well-known/jwks.json";

    @Test
    void requestsUnderWayAreFinishedAndNoNewOnesTaken() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
            peer.read();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            peer.answer(200, "{\"finished\":true}");
        })) {
            Rig rig = Rig.before(upstream);
            int port = rig.port();
            int management = rig.managementPort();
            try (var idle = rig.client();
                    var busy = rig.client()) {
                busy.send(RawClient.request("GET", OPEN));
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> upstream.requests().size() == 1);
                Thread stopping = Thread.ofVirtual().start(rig::close);
                assertThat(idle.isClosed()).isTrue();
                assertThat(RawClient.get(management, "/readiness").status()).isEqualTo(503);
                assertThatThrownBy(() -> RawClient.to(port)).isInstanceOf(ConnectException.class);
                go.countDown();
                RawClient.Answer answer = busy.read();
                assertThat(answer.body()).isEqualTo("{\"finished\":true}");
                assertThat(answer.header("Connection")).isEqualTo("close");
                assertThat(busy.isClosed()).isTrue();
                stopping.join(Duration.ofSeconds(5));
                assertThat(stopping.isAlive()).isFalse();
            }
        } finally {
            go.countDown();
        }
    }

    @Test
    void balancersHearOfItWhileRequestsAreStillTaken() throws Exception {
        try (var upstream = StubUpstream.echoing()) {
            Rig rig = Rig.before(upstream, "DRAIN_NOTICE", "1500ms", "DRAIN_TIMEOUT", "2s");
            int port = rig.port();
            assertThat(RawClient.get(port, "/live").status()).isEqualTo(200);
            Thread stopping = Thread.ofVirtual().start(rig::close);
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> RawClient.get(port, "/live").status() == 503);
            RawClient.Answer leaving = RawClient.get(port, "/live");
            assertThat(leaving.body()).isEqualTo("{\"status\":\"draining\"}");
            assertThat(leaving.header("Retry-After")).isEqualTo("4");
            assertThat(RawClient.get(port, OPEN).status()).isEqualTo(200);
            stopping.join();
            assertThatThrownBy(() -> RawClient.to(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whatDoesNotFinishIsEndedWhenTheTimeIsUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
            peer.read();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })) {
            Rig rig = Rig.before(upstream, "DRAIN_TIMEOUT", "500ms");
            try (var busy = rig.client()) {
                busy.send(RawClient.request("GET", OPEN));
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> upstream.requests().size() == 1);
                long start = System.nanoTime();
                rig.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            }
        } finally {
            never.countDown();
        }
    }

    @Test
    void aTakenPortIsOneClearSentence() {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            assertThatThrownBy(() -> Rig.before(upstream, "GATEWAY_PORT", "" + rig.port()))
                    .isInstanceOf(StartException.class)
                    .hasMessage("port " + rig.port() + " is taken; stop what uses it or set GATEWAY_PORT to another");
            assertThatThrownBy(() -> Rig.before(upstream, "MANAGEMENT_PORT", "" + rig.managementPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("MANAGEMENT_PORT");
        }
    }

    @Test
    void localhostIsBothOfItsAddressesAndAStrangeAddressIsOneClearSentence() throws IOException {
        int port = FreePort.next();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "GATEWAY_HOST", "localhost", "GATEWAY_PORT", "" + port)) {
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
            boolean six = Files.exists(Path.of("/proc/net/if_inet6"));
            if (six) {
                try (var socket = new Socket(InetAddress.ofLiteral("::1"), port)) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
            assertThatThrownBy(() -> Rig.before(upstream, "GATEWAY_HOST", "192.0.2.1"))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("cannot listen on 192.0.2.1, port 0")
                    .hasMessageContaining("GATEWAY_HOST has to be an address of this machine");
        }
    }

    @Test
    void aWrongSettingIsOneClearSentence() {
        try (var upstream = StubUpstream.echoing()) {
            assertThatThrownBy(() -> Rig.before(upstream, "UPSTREAM_BOOKING", "localhost:8001"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessage("UPSTREAM_BOOKING holds \"localhost:8001\"; it has to be a list of addresses such as"
                            + " http://localhost:8001");
            assertThatThrownBy(() -> Rig.before(upstream, "TRUSTED_PROXIES", "everybody"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("TRUSTED_PROXIES");
            assertThatThrownBy(() -> Rig.before(upstream, "RATE_LIMIT_PER_MIN", "many"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("RATE_LIMIT_PER_MIN");
        }
    }
}
