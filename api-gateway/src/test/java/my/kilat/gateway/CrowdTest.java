package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.gateway.fixture.Bystander;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
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
        SLOW_READER,
        /** Asks and asks, and reads nothing. */
        NEVER_READER,
        /** A WebSocket whose frames nobody takes. */
        SILENT_SOCKET;

        /** Whether what it makes the gateway hold may be too much. */
        boolean isDemanding() {
            return this == SLOW_READER || this == NEVER_READER || this == SILENT_SOCKET;
        }

        void begin(RawClient client) throws IOException {
            switch (this) {
                case IDLE -> {}
                case SLOW_HEADER -> client.send("GET " + OPEN + " HTTP/1.1\r\nHost: a\r\nX: ");
                case SLOW_BODY -> client.send(RawClient.request("POST", OPEN, "Content-Length: 100") + "x");
                case SLOW_READER -> client.send(RawClient.request("GET", OPEN + "?long"));
                case NEVER_READER ->
                    client.send(RawClient.request("GET", OPEN + "?long").repeat(3));
                case SILENT_SOCKET ->
                    client.send(RawClient.request(
                            "GET",
                            "/ws/tracking/1?token=" + TestTokens.owner(UUID.randomUUID()),
                            "Connection: Upgrade",
                            "Upgrade: websocket"));
            }
        }
    }

    private static StubUpstream upstream() {
        String answer = "{\"a\":\"" + "x".repeat(LONG_ANSWER) + "\"}";
        return StubUpstream.talking(peer -> {
            for (StubUpstream.Request request = peer.read(); request != null; request = peer.read()) {
                if (request.target().startsWith("/ws/")) {
                    peer.say("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                    // A frame of this length, over and over.
                    byte[] frames = new byte[LONG_ANSWER];
                    for (int i = 0; i < frames.length; i += 128) {
                        frames[i] = (byte) 0x82;
                        frames[i + 1] = 126;
                    }
                    peer.out().write(frames);
                    peer.out().flush();
                } else {
                    peer.answer(200, request.target().endsWith("?long") ? answer : "{}");
                }
            }
        });
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
                        // Room for all: what is refused beyond this limit has tests of its own.
                        "UPSTREAM_MAX_IN_FLIGHT",
                        "10000",
                        "BUFFER_BYTES_TOTAL",
                        "" + 16 * 1024 * 1024,
                        "GZIP_MIN_BYTES",
                        "0");
                var client = rig.client()) {
            long alone = Bystander.millis(client, RawClient.request("GET", OPEN), 90);
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            try {
                for (int i = 0; i < MANY; i++) {
                    RawClient slow = RawClient.to(rig.port(), 4 * 1024);
                    crowd.add(slow);
                    kind.begin(slow);
                }
                // All have come, and perhaps the first have gone, for whom more was held than for others.
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> rig.proxy().connections() == MANY + 1 || kind.isDemanding());
                assertThat(Bystander.millis(client, RawClient.request("GET", OPEN), 90))
                        .as("milliseconds that nine of ten take at most, which were %d before", alone)
                        .isLessThan(100 + 10 * alone);
                assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                        .isLessThan(MOST_MEMORY);
            } finally {
                for (RawClient slow : crowd) {
                    slow.close();
                }
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.proxy().connections() == 1);
        }
    }
}
