package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** Callers that take their time. */
class SlowCallerTest {
    private static final String OPEN = "/api/v1/auth/login";

    @Test
    void aHeaderThatIsNotCompleteInTimeIsTimedOut() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "HEADER_TIMEOUT", "300ms");
                var client = rig.client()) {
            client.send("GET " + OPEN + " HTTP/1.1\r\nHost: a\r\n");
            String all = client.readToEnd();
            assertThat(all).startsWith("HTTP/1.1 408 ").contains("the request header took too long");
        }
    }

    @Test
    void dribblingBytesDoesNotBuyMoreTime() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "HEADER_TIMEOUT", "500ms");
                var client = rig.client()) {
            client.send("GET " + OPEN + " HTTP/1.1\r\nHost: a\r\nX: ");
            long start = System.nanoTime();
            Thread dribble = client.dribble(Duration.ofMillis(20));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            dribble.interrupt();
        }
    }

    @Test
    void aBodyThatPausesOrDragsIsTimedOut() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "BODY_PAUSE_TIMEOUT", "400ms", "BODY_TIMEOUT", "1500ms")) {
            try (var client = rig.client()) {
                client.send(RawClient.request("POST", OPEN, "Content-Length: 100") + "only this");
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
            }
            try (var client = rig.client()) {
                client.send(RawClient.request("POST", OPEN, "Content-Length: 1000"));
                Thread drag = client.dribble(Duration.ofMillis(50));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
                drag.interrupt();
            }
            assertThat(rig.proxy().idleUpstreamConnections()).isZero();
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedAfterAWhile() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "IDLE_TIMEOUT", "300ms");
                var fresh = rig.client();
                var used = rig.client()) {
            used.send(RawClient.request("GET", OPEN)).read();
            assertThat(fresh.isClosed()).isTrue();
            assertThat(used.isClosed()).isTrue();
        }
    }

    @Test
    void aReaderThatStopsHoldsUpItsUpstreamAndIsClosedInTheEnd() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch broken = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    byte[] block = new byte[64 * 1024];
                    try {
                        while (sent.get() < 1_000_000_000) {
                            peer.out().write(block);
                            sent.addAndGet(block.length);
                        }
                    } finally {
                        broken.countDown();
                    }
                });
                var rig = Rig.before(upstream, "WRITE_TIMEOUT", "1s", "UPSTREAM_ANSWER_TIMEOUT", "500ms");
                var client = RawClient.to(rig.port(), 16 * 1024)) {
            client.send(RawClient.request("GET", OPEN));
            broken.await();
            assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().connections() == 0);
        }
    }

    @Test
    void anUpstreamThatReadsSlowlyHoldsUpItsCallerAndMemoryStaysFlat() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    StubUpstream.Request request = peer.readHead();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    peer.answer(200, "{\"got\":" + peer.readBody(request).length() + "}");
                });
                var rig = Rig.before(upstream, "MAX_BODY_BYTES", "268435456");
                var client = rig.client()) {
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            int length = 200_000_000;
            client.send(RawClient.request("POST", OPEN + "/long", "Content-Length: " + length));
            AtomicLong sent = new AtomicLong();
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    byte[] block = new byte[100_000];
                    while (sent.get() < length) {
                        client.send(block);
                        sent.addAndGet(block.length);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        long now = sent.get();
                        return now > 0 && last.getAndSet(now) == now;
                    });
            assertThat(sent.get()).isLessThan(32_000_000);
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(16L * 1024 * 1024);
            go.countDown();
            client.patience(60_000);
            assertThat(client.read().body()).isEqualTo("{\"got\":" + length + "}");
            sending.join();
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(32L * 1024 * 1024);
        } finally {
            go.countDown();
        }
    }

    @Test
    void whoSendsSlowlyTakesNoPlacesFromTheOthers() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(
                        upstream,
                        "UPSTREAM_MAX_IN_FLIGHT",
                        "2",
                        "UPSTREAM_MAX_UPLOADS",
                        "5",
                        // So that bodies are streamed, however short they are.
                        "BUFFER_BYTES_PER_CALLER",
                        "0")) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                slow.add(rig.client().send(RawClient.request("POST", OPEN, "Content-Length: 3") + "a"));
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> upstream.requests().size() == 5);
            assertThat(rig.ask(RawClient.request("POST", OPEN, "Content-Length: 3") + "a")
                            .status())
                    .isEqualTo(503);
            assertThat(rig.ask(RawClient.request("POST", OPEN, "Content-Length: 3") + "abc")
                            .status())
                    .isEqualTo(200);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
            for (RawClient client : slow) {
                assertThat(client.send("bc").read().status()).isEqualTo(200);
                client.close();
            }
        }
    }

    @Test
    void moreConnectionsThanAllowedAreRefusedAtOnceAndPlacesComeFree() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "MAX_CONNECTIONS", "5")) {
            assertLimit(rig, 5);
        }
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "MAX_CONNECTIONS_PER_ADDRESS", "3")) {
            assertLimit(rig, 3);
        }
    }

    private static boolean isRefused(Rig rig) {
        try (RawClient client = rig.client().patience(2000)) {
            return client.isClosed();
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertLimit(Rig rig, int limit) throws IOException {
        List<RawClient> welcome = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            RawClient client = rig.client();
            assertThat(client.send(RawClient.request("GET", OPEN)).read().status())
                    .isEqualTo(200);
            welcome.add(client);
        }
        assertThat(isRefused(rig)).isTrue();
        welcome.getFirst().close();
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            try (RawClient next = rig.client()) {
                return next.send(RawClient.request("GET", OPEN)).read().status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
        for (RawClient client : welcome) {
            client.close();
        }
    }
}
