package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two thousand at once of each kind of slow caller: others are served as ever, and memory stays bounded. */
class CrowdTest {
    private static final String OPEN = "/api/v1/auth/login";
    private static final int MANY = 2_000;
    private static final int LONG_ANSWER = 256 * 1024;
    private static final long MOST_MEMORY = 64L * 1024 * 1024;

    /** What a caller does, and then no more. */
    private enum Kind {
        IDLE,
        SLOW_HEADER,
        SLOW_BODY,
        SLOW_READER;

        void begin(RawClient client) throws IOException {
            switch (this) {
                case IDLE -> {}
                case SLOW_HEADER -> client.send("GET " + OPEN + " HTTP/1.1\r\nHost: a\r\nX: ");
                case SLOW_BODY -> client.send(RawClient.request("POST", OPEN, "Content-Length: 100") + "x");
                case SLOW_READER -> client.send(RawClient.request("GET", OPEN + "?long"));
            }
        }
    }

    private static StubUpstream upstream() {
        String answer = "{\"a\":\"" + "x".repeat(LONG_ANSWER) + "\"}";
        return StubUpstream.answering(request -> request.target().endsWith("?long") ? answer : "{}");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSlowDownTheOthers(Kind kind) throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        try (var upstream = upstream();
                var rig = Rig.before(
                        upstream,
                        "MAX_CONNECTIONS_PER_ADDRESS",
                        "10000",
                        "UPSTREAM_MAX_IN_FLIGHT",
                        "10000",
                        "UPSTREAM_MAX_UPLOADS",
                        "10000",
                        "GZIP_MIN_BYTES",
                        "0");
                var client = rig.client()) {
            assertThat(call(client)).isEqualTo(200);
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            try {
                for (int i = 0; i < MANY; i++) {
                    RawClient slow = kind == Kind.SLOW_READER ? RawClient.to(rig.port(), 4 * 1024) : rig.client();
                    crowd.add(slow);
                    kind.begin(slow);
                }
                await().atMost(Duration.ofSeconds(10)).until(() -> rig.engine().connections() == MANY + 1);
                List<Long> millis = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    long start = System.nanoTime();
                    assertThat(call(client)).isEqualTo(200);
                    millis.add((System.nanoTime() - start) / 1_000_000);
                }
                millis.sort(null);
                assertThat(millis.get(180))
                        .as("milliseconds that nine of ten took at most")
                        .isLessThan(100);
                assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                        .isLessThan(MOST_MEMORY);
            } finally {
                for (RawClient slow : crowd) {
                    slow.close();
                }
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.engine().connections() == 1);
        }
    }

    private static int call(RawClient client) throws IOException {
        return client.send(RawClient.request("GET", OPEN)).read().status();
    }
}
