package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** What callers see of an upstream that is away, slow, broken or busy. */
class UpstreamFailureTest {
    private static final String OPEN = "/.well-known/jwks.json";

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertError(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"" + error + "\"}");
        assertThat(answer.headers("X-Request-ID")).hasSize(1);
    }

    @Test
    void anUpstreamThatIsAwayIsABadGateway() throws IOException {
        try (var rig = Rig.beforeAll("http://127.0.0.1:" + freePort())) {
            assertError(rig.get(OPEN), 502, "identity cannot be reached");
        }
    }

    @Test
    void anUpstreamThatDoesNotAnswerInTimeIsATimeout() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    waitFor(never);
                });
                var rig = Rig.before(upstream, "UPSTREAM_ANSWER_TIMEOUT", "300ms")) {
            assertError(rig.get(OPEN), 504, "identity did not answer in time");
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().idleUpstreamConnections() == 0);
        } finally {
            never.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void eachUpstreamMayHaveItsOwnTimeout() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    waitFor(never);
                });
                var rig = Rig.before(upstream, "UPSTREAM_IDENTITY_ANSWER_TIMEOUT", "200ms")) {
            long start = System.nanoTime();
            assertThat(rig.get(OPEN).status()).isEqualTo(504);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        } finally {
            never.countDown();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsCutAndNotPatched() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                    peer.reset();
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            String all = client.send(RawClient.request("GET", OPEN)).readToEnd();
            assertThat(all).startsWith("HTTP/1.1 200 OK").doesNotContain("success");
            assertThat(all.length()).isLessThan(900);
            assertThat(rig.proxy().idleUpstreamConnections()).isZero();
        }
    }

    @Test
    void aConnectionThatWentStaleIsNotNoticedByARequestThatIsSafeToRepeat() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (var upstream = StubUpstream.talking(peer -> {
                    int number = connections.incrementAndGet();
                    peer.read();
                    peer.answer(200, "{\"connection\":" + number + "}");
                    if (peer.readHead() != null && number == 1) {
                        // The second request dies with the first connection.
                        peer.reset();
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            assertThat(client.send(RawClient.request("GET", OPEN)).read().body())
                    .contains("1");
            assertThat(client.send(RawClient.request("GET", OPEN)).read().body())
                    .contains("2");
        }
    }

    @Test
    void aPostIsRepeatedOnlyWithAnIdempotencyKey() throws IOException {
        for (boolean key : List.of(true, false)) {
            AtomicInteger connections = new AtomicInteger();
            try (var upstream = StubUpstream.talking(peer -> {
                        int number = connections.incrementAndGet();
                        peer.read();
                        peer.answer(200, "{}");
                        if (peer.read() != null && number == 1) {
                            peer.reset();
                        }
                    });
                    var rig = Rig.before(upstream);
                    var client = rig.client()) {
                client.send(RawClient.request("GET", OPEN)).read();
                String post = key
                        ? RawClient.request("POST", OPEN, "Content-Length: 2", "Idempotency-Key: k")
                        : RawClient.request("POST", OPEN, "Content-Length: 2");
                assertThat(client.send(post + "{}").read().status()).isEqualTo(key ? 200 : 502);
                assertThat(upstream.requests()).hasSize(key ? 3 : 2);
            }
        }
    }

    @Test
    void aRequestIsNotRepeatedForEver() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.reset();
                });
                var rig = Rig.before(upstream)) {
            assertError(rig.get(OPEN), 502, "identity broke off before it answered");
            assertThat(upstream.requests()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void afterAFewFailuresTheUpstreamIsLeftAloneAndTriedAgainLater() throws IOException {
        try (var upstream = StubUpstream.talking(StubUpstream.Peer::reset);
                var rig = Rig.before(upstream, "UPSTREAM_BREAKER_PAUSE", "500ms")) {
            for (int i = 0; i < 5; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(502);
            }
            int before = upstream.accepted();
            Answer refused = rig.get(OPEN);
            assertError(refused, 503, "identity is unavailable; try again in a moment");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(upstream.accepted()).isEqualTo(before);

            upstream.talk(peer -> {
                while (peer.read() != null) {
                    peer.answer(200, "{}");
                }
            });
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.get(OPEN).status() == 200);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aStatusOf500IsAnAnswerAndNoFailure() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    while (peer.read() != null) {
                        peer.answer(500, "{\"success\":false,\"error\":\"internal server error\"}");
                    }
                });
                var rig = Rig.before(upstream)) {
            for (int i = 0; i < 20; i++) {
                assertError(rig.get(OPEN), 500, "internal server error");
            }
        }
    }

    @Test
    void moreRequestsThanAnUpstreamMayHaveAtATimeAreRefused() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    while (peer.read() != null) {
                        waitFor(go);
                        peer.answer(200, "{}");
                    }
                });
                var rig = Rig.before(upstream, "UPSTREAM_IDENTITY_MAX_IN_FLIGHT", "3")) {
            List<RawClient> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(rig.client().send(RawClient.request("GET", OPEN)));
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> upstream.requests().size() == 3);
            assertError(rig.get(OPEN), 503, "identity is busy; try again in a moment");
            go.countDown();
            for (RawClient client : waiting) {
                assertThat(client.read().status()).isEqualTo(200);
                client.close();
            }
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        } finally {
            go.countDown();
        }
    }

    @Test
    void aClientThatLeavesFreesItsPlace() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    if (peer.read().target().endsWith("json")) {
                        waitFor(never);
                    }
                    peer.answer(200, "{}");
                });
                var rig = Rig.before(upstream, "UPSTREAM_IDENTITY_MAX_IN_FLIGHT", "1")) {
            RawClient leaving = rig.client().send(RawClient.request("GET", OPEN));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> upstream.requests().size() == 1);
            leaving.reset();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rig.get("/api/v1/auth/login").status() == 200);
        } finally {
            never.countDown();
        }
    }

    @Test
    void anInstanceThatIsAwayIsNotNoticedWhenThereIsAnother() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.beforeAll("http://127.0.0.1:" + freePort() + "," + upstream.url())) {
            for (int i = 0; i < 40; i++) {
                Answer answer = rig.ask(RawClient.request("POST", "/api/v1/auth/login", "Content-Length: 2") + "{}");
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void severalInstancesShareTheWork() throws IOException {
        try (var one = StubUpstream.echoing();
                var other = StubUpstream.echoing();
                var rig = Rig.beforeAll(one.url() + "," + other.url())) {
            for (int i = 0; i < 60; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(200);
            }
            assertThat(one.requests().size()).isBetween(15, 45);
            assertThat(one.requests().size() + other.requests().size()).isEqualTo(60);
        }
    }
}
