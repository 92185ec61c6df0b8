package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.gateway.fixture.Bystander;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.openapi.ApiDocument;
import org.junit.jupiter.api.Test;

/**
 * The widest and longest heads that the gateway takes, made for every operation of the contract: what one costs is bounded, and
 * others are served meanwhile.
 */
class HostileHeadsTest {
    private static final int LONGEST = 16 * 1024;
    private static final long MOST_CPU = Duration.ofMillis(200).toNanos();
    private static final long MOST_HEAP = 20L * 1024 * 1024;
    private static final int AT_A_TIME = 16;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What stands beside the request line, repeated until the head is as long as it may be. */
    private static final List<String> LINES = List.of(
            "Connection: #LIST#",
            "Accept-Encoding: #LIST#",
            "Accept-Encoding: gzip ;#BLANKS#",
            "Accept-Encoding: gzip;q=0.#ZEROS#",
            "X-Forwarded-For: #ADDRESSES#",
            "Forwarded: #LIST#",
            "Cookie: #LIST#",
            "If-None-Match: #LIST#",
            "Origin: http://#LONG#",
            "X-Request-ID: #LONG#",
            "traceparent: 00-#ZEROS#",
            "Idempotency-Key: #LONG#",
            "X_#LONG#: a",
            "Authorization: Bearer #LONG#",
            "Authorization: #LONG#",
            "Expect: #LONG#",
            "#MANY#");

    private static String fill(String line, int room) {
        int left = Math.max(8, room - line.length());
        return line.replace("#LIST#", "a, ".repeat(left / 3) + "b")
                .replace("#BLANKS#", " ".repeat(left))
                .replace("#ZEROS#", "0".repeat(left))
                .replace("#LONG#", "a".repeat(left))
                .replace("#ADDRESSES#", "1.1.1.1,".repeat(left / 8) + "127.0.0.1")
                .replace("#MANY#", manyFields(left));
    }

    private static String manyFields(int room) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 96; i++) {
            fields.append("x-")
                    .append(i)
                    .append(": ")
                    .append("v".repeat(Math.max(1, room / 96 - 12)))
                    .append("\r\n");
        }
        return fields.substring(0, fields.length() - 2);
    }

    /** Paths and queries of an operation, long in each of the ways in which they can be. */
    private static List<String> targets(String path) {
        List<String> targets = new ArrayList<>();
        String plain = path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        targets.add(plain);
        targets.add(path.replaceFirst("\\{[^}]*}", "a".repeat(8000)).replaceAll("\\{[^}]*}", "b"));
        targets.add(plain + "/a".repeat(4000));
        targets.add(plain + "?" + "a=b&".repeat(3500));
        targets.add(plain + "?a=" + "%41".repeat(4500));
        targets.add(plain + "?" + "token=".repeat(2000));
        targets.add(plain + "?q=" + "x".repeat(15_000));
        targets.add(plain + "/%C3%A4".repeat(1500));
        return targets;
    }

    private static List<String> heads() {
        List<String> heads = new ArrayList<>();
        Random random = new Random(20_261_128);
        String bearer = "Authorization: Bearer " + TestTokens.owner(UUID.randomUUID());
        for (ApiDocument.BodyLimit operation : ApiDocument.contract().bodyLimits()) {
            for (String target : targets(operation.path())) {
                String line = LINES.get(random.nextInt(LINES.size()));
                String start = operation.method() + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                        + (line.startsWith("Authorization") ? "" : bearer + "\r\n");
                heads.add(start + fill(line, LONGEST - start.length() - 4) + "\r\n\r\n");
            }
        }
        for (String line : LINES) {
            String start = "GET /api/v1/bookings HTTP/1.1\r\nHost: localhost\r\n"
                    + (line.startsWith("Authorization") ? "" : bearer + "\r\n");
            heads.add(start + fill(line, LONGEST - start.length() - 4) + "\r\n\r\n");
        }
        return heads;
    }

    private static long[] eventLoops() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("gateway-"))
                .mapToLong(java.lang.management.ThreadInfo::getThreadId)
                .toArray();
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).filter(value -> value > 0).sum();
    }

    @Test
    void noneCostsMuch() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(
                        upstream,
                        "GATEWAY_EVENT_LOOPS",
                        "1",
                        "TRUSTED_PROXIES",
                        "127.0.0.1,1.1.1.1",
                        "MAX_BODY_BYTES",
                        "0")) {
            rig.get("/api/v1/auth/login");
            long[] loops = eventLoops();
            TreeSet<Integer> statuses = new TreeSet<>();
            for (String head : heads()) {
                long cpu =
                        sum(Arrays.stream(loops).map(THREADS::getThreadCpuTime).toArray());
                long heap = sum(THREADS.getThreadAllocatedBytes(loops));
                statuses.add(rig.ask(head).status());
                assertThat(sum(Arrays.stream(loops)
                                        .map(THREADS::getThreadCpuTime)
                                        .toArray())
                                - cpu)
                        .as("nanoseconds of CPU for %s", head.substring(0, 200))
                        .isLessThan(MOST_CPU);
                assertThat(sum(THREADS.getThreadAllocatedBytes(loops)) - heap)
                        .as("bytes of heap for %s", head.substring(0, 200))
                        .isLessThan(MOST_HEAP);
            }
            assertThat(statuses).allMatch(status -> status < 500 || status == 503);
        }
    }

    @Test
    void othersAreServedMeanwhileAndNothingIsLeft() throws Exception {
        List<String> heads = heads();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "100000000");
                var other = rig.client()) {
            String request = RawClient.request("GET", "/api/v1/auth/login");
            long alone = Bystander.millis(other, request, 99);
            AtomicBoolean over = new AtomicBoolean();
            AtomicReference<Exception> broken = new AtomicReference<>();
            ConcurrentSkipListSet<Integer> statuses = new ConcurrentSkipListSet<>();
            List<Thread> attackers = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                Random random = new Random(i);
                attackers.add(Thread.ofVirtual().start(() -> {
                    try {
                        while (!over.get()) {
                            statuses.add(rig.ask(heads.get(random.nextInt(heads.size())))
                                    .status());
                        }
                    } catch (IOException e) {
                        broken.set(e);
                    }
                }));
            }
            long beside = Bystander.millis(other, request, 99);
            over.set(true);
            for (Thread attacker : attackers) {
                attacker.join();
            }
            assertThat(beside)
                    .as("p99 of the others, in ms, which was %d before", alone)
                    .isLessThan(500 + 10 * alone);
            assertThat(broken.get()).isNull();
            assertThat(statuses).isNotEmpty().allMatch(status -> status < 500 || status == 503);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().connections() == 1);
            assertThat(rig.proxy().bufferedBytes()).isZero();
        }
    }
}
