package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is written down of a request. */
class AccessLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("my.kilat.gateway.access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private Map<String, Object> line(int number) {
        await().atMost(Duration.ofSeconds(5)).until(() -> lines.list.size() > number);
        return lines.list.get(number).getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    @Test
    void aRequestIsOneLineWithoutQueryAndToken() throws Exception {
        String token = TestTokens.owner(UUID.randomUUID());
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "ACCESS_LOG_PER_MILLE", "1000")) {
            rig.get(
                    "/ws/tracking/1?token=" + token,
                    "X-Request-ID: id-1",
                    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            Map<String, Object> line = line(0);
            assertThat(line)
                    .containsEntry("method", "GET")
                    .containsEntry("path", "/ws/tracking/1")
                    .containsEntry("route", "/ws/tracking")
                    .containsEntry("status", 200)
                    .containsEntry("client", "127.0.0.1")
                    .containsEntry("request_id", "id-1")
                    .containsEntry("trace_id", "0af7651916cd43dd8448eb211c80319c")
                    .containsEntry("outcome", "ok");
            rig.get("/api/v1/bookings?secret=1", "Authorization: Bearer " + token);
            assertThat(line(1).toString()).contains("/api/v1/bookings").doesNotContain("secret");
            assertThat(lines.list.toString()).doesNotContain(token);
        }
    }

    @Test
    void aPathTakesNoMoreRoomThanALine() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "ACCESS_LOG_PER_MILLE", "1000")) {
            assertThat(rig.get("/api/v1/auth/login/" + "a".repeat(10_000)).status())
                    .isEqualTo(200);
            assertThat(rig.get("/" + "b".repeat(10_000)).status()).isEqualTo(404);
            for (int i = 0; i < 2; i++) {
                assertThat(line(i).get("path").toString()).hasSize(256);
            }
            assertThat(upstream.request().target()).hasSize(10_000 + "/api/v1/auth/login/".length());
        }
    }

    @Test
    void errorsAreWrittenEvenWhenNothingElseIs() throws Exception {
        try (var upstream = StubUpstream.talking(peer -> {
                    while (peer.read() != null) {
                        peer.answer(lines.list.isEmpty() ? 200 : 500, "{}");
                    }
                });
                var rig = Rig.before(upstream, "ACCESS_LOG_PER_MILLE", "0", "UPSTREAM_BOOKING", "http://127.0.0.1:1")) {
            rig.get("/api/v1/auth/login");
            rig.get("/nowhere");
            rig.get("/api/v1/bookings", "Authorization: Bearer " + TestTokens.owner(UUID.randomUUID()));
            assertThat(line(0)).containsEntry("status", 502).containsEntry("route", "/api/v1/bookings");
            rig.get("/api/v1/auth/login");
            assertThat(line(1)).containsEntry("status", 500).containsEntry("path", "/api/v1/auth/login");
            assertThat(lines.list).hasSize(2);
            assertThat(List.copyOf(lines.list))
                    .allMatch(line -> line.getMessage().equals("request"));
        }
    }
}
