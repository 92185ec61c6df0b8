package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** Callers that ask for much and read little: what they hold is theirs alone, and little. */
class SlowReaderTest {
    private static final String OPEN = "/api/v1/auth/login";
    private static final int MIB = 1024 * 1024;
    /** More than the buffers of the operating system ever take in. */
    private static final int LONG = 64 * MIB;

    private static StubUpstream answering(int length) {
        byte[] block = new byte[64 * 1024];
        return StubUpstream.talking(peer -> {
            for (StubUpstream.Request request = peer.read(); request != null; request = peer.read()) {
                if (request.target().endsWith("?long")) {
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    for (int sent = 0; sent < length; sent += block.length) {
                        peer.out().write(block, 0, Math.min(block.length, length - sent));
                    }
                    peer.out().flush();
                } else {
                    peer.answer(200, "{}");
                }
            }
        });
    }

    private static RawClient asking(Rig rig) throws IOException {
        return RawClient.to(rig.port(), 4 * 1024).send(RawClient.request("GET", OPEN + "?long"));
    }

    @Test
    void aSlowReaderHoldsNoPlaceOfItsUpstream() throws Exception {
        try (var upstream = answering(LONG);
                var rig = Rig.before(upstream, "UPSTREAM_MAX_IN_FLIGHT", "10")) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                slow.add(asking(rig));
            }
            for (RawClient client : slow) {
                assertThat(client.readBytes(1000)).hasSize(1000);
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(rig.get(OPEN).status()).isEqualTo(200));
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void aShortAnswerIsTakenWholeAndItsUpstreamIsFree() throws Exception {
        int length = 12 * MIB;
        try (var upstream = answering(length);
                var rig = Rig.before(
                        upstream, "BUFFER_BYTES_PER_CALLER", "" + length, "BUFFER_BYTES_TOTAL", "" + 8 * length);
                var client = asking(rig)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.proxy().idleUpstreamConnections() == 1);
            assertThat(rig.proxy().bufferedBytes()).isGreaterThan(MIB);
            assertThat(client.read().body()).hasSize(length);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().bufferedBytes() == 0);
        }
    }

    @Test
    void whoReadsLessThanTheLeastRateIsCutOff() throws Exception {
        try (var upstream = answering(LONG);
                var rig = Rig.before(upstream, "REPLY_GRACE", "300ms", "REPLY_MIN_RATE", "" + 100 * MIB);
                var client = asking(rig)) {
            // A little all the time, so that it is not for standing still.
            AtomicBoolean ended = new AtomicBoolean();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> {
                        ended.set(client.readBytes(100).length < 100
                                || rig.proxy().connections() == 0);
                        return ended.get();
                    });
            await().atMost(Duration.ofSeconds(5)).until(() -> upstream.open() == 0);
        }
    }

    @Test
    void aSlowUpstreamIsNotHeldAgainstItsCaller() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
                    asked.countDown();
                    for (int i = 0; i < 10; i++) {
                        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                        peer.say("x");
                    }
                    peer.in().read();
                });
                var rig = Rig.before(upstream, "REPLY_GRACE", "100ms", "REPLY_MIN_RATE", "" + MIB)) {
            assertThat(rig.get(OPEN).body()).isEqualTo("xxxxxxxxxx");
            asked.await();
        }
    }

    /** A loop handles all sockets that are ready, several at once on a busy machine, before it cuts anybody off. */
    private static final long OF_ONE_TURN_OF_EACH_LOOP = 1024 * 1024;

    @Test
    void whatIsHeldForAllIsBoundedAndThoseGoThatHoldMostForLongest() throws Exception {
        long most = 4L * MIB;
        try (var upstream = answering(LONG);
                var rig = Rig.before(
                        upstream,
                        "BUFFER_BYTES_TOTAL",
                        "" + most,
                        "UPSTREAM_MAX_IN_FLIGHT",
                        "1000",
                        "REPLY_GRACE",
                        "1h")) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                slow.add(asking(rig));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> upstream.requests().size() == slow.size());
            // Each would hold 32 to 128 KB.
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.proxy().connections() < 150);
            // What a turn brings is counted first, and then somebody is cut off for it.
            assertThat(rig.proxy().bufferedBytes()).isLessThanOrEqualTo(most + OF_ONE_TURN_OF_EACH_LOOP);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().bufferedBytes() <= most);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
            for (RawClient client : slow) {
                client.close();
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().bufferedBytes() == 0);
        }
    }

    @Test
    void whoAsksAgainAndAgainWithoutReadingIsServedAsFarAsItReads() throws Exception {
        int many = 4000;
        String answer = "x".repeat(6_000);
        try (var upstream = StubUpstream.answering(request -> answer);
                var rig = Rig.before(upstream, "REPLY_GRACE", "1h");
                var client = RawClient.to(rig.port(), 4 * 1024)) {
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            String request = RawClient.request("GET", OPEN);
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < many; i++) {
                        client.send(request);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        long now = upstream.requests().size();
                        return now > 0 && last.getAndSet(now) == now;
                    });
            assertThat(upstream.requests()).hasSizeLessThan(many);
            assertThat(rig.proxy().bufferedBytes()).isLessThan(300 * 1024);
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(16L * MIB);
            for (int i = 0; i < many; i++) {
                assertThat(client.read().body()).hasSize(answer.length());
            }
            asking.join();
        }
    }

    @Test
    void aConnectionThatHadToWaitForItsClientServesTheNextOne() throws Exception {
        String answer = "x".repeat(10_000);
        try (var upstream = StubUpstream.answering(request -> answer);
                var rig = Rig.before(
                        upstream,
                        "GATEWAY_EVENT_LOOPS",
                        "1",
                        "BUFFER_BYTES_PER_CALLER",
                        "0",
                        "MAX_IDLE_UPSTREAM_CONNECTIONS",
                        "1",
                        "UPSTREAM_ANSWER_TIMEOUT",
                        "5s");
                var slow = RawClient.to(rig.port(), 4 * 1024)) {
            slow.patience(60_000);
            AtomicLong last = new AtomicLong(-1);
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        slow.send(RawClient.request("GET", OPEN));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> last.getAndSet(upstream.requests().size())
                            == upstream.requests().size());
            assertThat(upstream.requests()).hasSizeLessThan(1000);
            for (int i = 0; i < 3; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(200);
            }
            assertThat(upstream.accepted()).isEqualTo(1);
            slow.reset();
            asking.join();
        }
    }

    @Test
    void whoSendsAShortBodySlowlyIsWaitedForHereAndNowhereElse() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "UPSTREAM_MAX_IN_FLIGHT", "1", "UPSTREAM_MAX_UPLOADS", "1")) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                slow.add(rig.client().send(RawClient.request("POST", OPEN, "Content-Length: 30000") + "a"));
                slow.add(rig.client()
                        .send(RawClient.request("POST", OPEN, "Transfer-Encoding: chunked") + "3\r\nabc\r\n"));
            }
            assertThat(rig.ask(RawClient.request("POST", OPEN, "Content-Length: 3") + "abc")
                            .status())
                    .isEqualTo(200);
            assertThat(upstream.requests()).hasSize(1);
            assertThat(upstream.accepted()).isEqualTo(1);
            for (int i = 0; i < slow.size(); i += 2) {
                RawClient sized = slow.get(i);
                assertThat(sized.send("b".repeat(29_999)).read().body()).contains("\"body\":30000");
                RawClient chunked = slow.get(i + 1);
                assertThat(chunked.send("2\r\nde\r\n0\r\n\r\n").read().body()).contains("\"body\":5");
                sized.close();
                chunked.close();
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().bufferedBytes() == 0);
        }
    }

    @Test
    void aBodyBelowTheLeastRateIsTimedOut() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "BODY_PAUSE_TIMEOUT", "500ms", "BODY_MIN_RATE", "" + MIB);
                var client = rig.client()) {
            client.send(RawClient.request("POST", OPEN, "Content-Length: 30000"));
            Thread dribble = client.dribble(Duration.ofMillis(20));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
            dribble.interrupt();
        }
    }
}
