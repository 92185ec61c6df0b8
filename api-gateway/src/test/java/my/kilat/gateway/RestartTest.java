package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** What a restart costs callers: of a gateway among two, and of an upstream instance among two. */
class RestartTest {
    private static final String OPEN = "/.well-known/jwks.json";

    /** A caller as a browser or a load balancer is one: it repeats a GET once, elsewhere, when its connection ends. */
    private static int callUntil(AtomicBoolean enough, List<Integer> ports, AtomicInteger answered) throws IOException {
        RawClient client = null;
        int failures = 0;
        int at = 0;
        while (!enough.get()) {
            boolean done = false;
            for (int attempt = 0; attempt < 3 && !done; attempt++) {
                try {
                    if (client == null) {
                        client = RawClient.to(ports.get(at));
                    }
                    RawClient.Answer answer =
                            client.send(RawClient.request("GET", OPEN)).read();
                    done = answer.status() == 200;
                    if (answer.header("Connection").equals("close")) {
                        client.close();
                        client = null;
                    }
                } catch (IOException e) {
                    if (client != null) {
                        client.close();
                    }
                    client = null;
                    at = 1 - at;
                }
            }
            failures += done ? 0 : 1;
            answered.incrementAndGet();
        }
        if (client != null) {
            client.close();
        }
        return failures;
    }

    @Test
    void restartingOneOfTwoGatewaysFailsNoRequestThatIsSafeToRepeat() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var staying = Rig.before(upstream);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Rig restarting = Rig.before(upstream);
            int port = restarting.port();
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(threads.submit(() -> callUntil(enough, List.of(port, staying.port()), answered)));
            }
            for (int round = 0; round < 3; round++) {
                int before = answered.get();
                await().atMost(Duration.ofSeconds(10)).until(() -> answered.get() > before + 300);
                restarting.close();
                restarting = Rig.before(upstream, "GATEWAY_PORT", "" + port);
            }
            enough.set(true);
            for (Future<Integer> caller : callers) {
                assertThat(caller.get()).isZero();
            }
            restarting.close();
        }
    }

    @Test
    void anInstanceThatIsRestartedIsLeftAloneAndComesBack() throws Exception {
        try (var one = StubUpstream.echoing();
                var other = StubUpstream.echoing();
                var rig = Rig.beforeAll(
                        one.url() + "," + other.url(),
                        "UPSTREAM_BREAKER_PAUSE",
                        "200ms",
                        "UPSTREAM_SLOW_START",
                        "300ms")) {
            for (int i = 0; i < 20; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(200);
            }
            one.talk(StubUpstream.Peer::reset);
            one.hangUp();
            for (int i = 0; i < 100; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(200);
            }
            int whileAway = one.accepted();
            assertThat(whileAway).isLessThan(60);

            one.talk(peer -> {
                for (var request = peer.read(); request != null; request = peer.read()) {
                    peer.answer(200, "{\"back\":true}");
                }
            });
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> rig.get(OPEN).body().contains("back"));
            AtomicInteger back = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        RawClient.Answer answer = rig.get(OPEN);
                        assertThat(answer.status()).isEqualTo(200);
                        return answer.body().contains("back") && back.incrementAndGet() > 20;
                    });
        }
    }
}
