package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** A hundred thousand requests that were well meant until chance had its way with them. */
class RandomRequestsTest {
    private static final int REQUESTS = 100_000;
    private static final int CALLERS = 4;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [A-Z]");
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "FOO"};
    private static final String[] PATHS = {
        "/api/v1/auth/login",
        "/api/v1/auth/refresh/x",
        "/.well-known/jwks.json",
        "/api/v1/bookings",
        "/health/x",
        "/docs/x",
    };
    private static final String[] FIELDS = {
        "Content-Length: 5",
        "Content-Length: 0",
        "Transfer-Encoding: chunked",
        "Connection: close",
        "Connection: keep-alive, x",
        "X: y",
        "Expect: 100-continue",
        "Upgrade: websocket",
        "Origin: http://localhost:3000",
        "Authorization: Bearer x.y.z",
        "X-Request-ID: 1",
        "Accept-Encoding: gzip",
        "Host: other",
    };
    private static final String[] BODIES = {"", "hello", "0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "x".repeat(20_000)};
    private static final String SPICES = "\0\t\n\r :;,/%.\\\"\u00ff\u007faZ0";

    @Test
    void noneBreaksAnythingOrIsBlamedOnUs() throws Exception {
        long seed = System.nanoTime();
        System.out.println("random requests, seed " + seed);
        double faults = Rig.host().meters().counter("gateway.faults").count();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(
                        upstream, "HEADER_TIMEOUT", "200ms", "BODY_PAUSE_TIMEOUT", "200ms", "LINGER_TIMEOUT", "100ms");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int k = 0; k < CALLERS; k++) {
                Random random = new Random(seed + k);
                callers.add(threads.submit((Callable<Integer>) () -> call(rig, random)));
            }
            int answers = 0;
            for (Future<Integer> caller : callers) {
                answers += caller.get();
            }
            assertThat(answers).isGreaterThan(REQUESTS / 5);
            assertThat(rig.get("/api/v1/auth/login").body())
                    .isEqualTo("{\"target\":\"/api/v1/auth/login\",\"body\":0}");
            assertThat(Rig.host().meters().counter("gateway.faults").count()).isEqualTo(faults);
            org.awaitility.Awaitility.await().until(() -> rig.proxy().connections() == 0);
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
                    .isLessThan(128L * 1024 * 1024);
        }
    }

    private static int call(Rig rig, Random random) throws IOException {
        int sent = 0;
        int answers = 0;
        while (sent < REQUESTS / CALLERS) {
            StringBuilder bytes = new StringBuilder();
            int together = 1 + random.nextInt(8);
            for (int i = 0; i < together; i++) {
                bytes.append(request(random));
            }
            sent += together;
            try (RawClient client = rig.client()) {
                client.send(bytes.toString()).end();
                answers += check(client.readToEnd());
            } catch (IOException e) {
                // A refused caller may see a reset in the middle of what it still wanted to send.
            }
        }
        return answers;
    }

    private static int check(String answers) {
        Matcher lines = STATUS_LINE.matcher(answers);
        int count = 0;
        while (lines.find()) {
            count++;
            assertThat(lines.group(1)).as(answers).doesNotStartWith("5");
        }
        assertThat(answers).matches("(?s)|HTTP/1\\.1 .*");
        return count;
    }

    private static String request(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(pick(random, METHODS))
                .append(' ')
                .append(pick(random, PATHS))
                .append(" HTTP/1.1\r\nHost: a\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pick(random, FIELDS)).append("\r\n");
        }
        text.append("\r\n").append(pick(random, BODIES));
        int faults = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(Math.min(text.length(), 300));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, SPICES.charAt(random.nextInt(SPICES.length())));
                case 1 -> text.setCharAt(at, SPICES.charAt(random.nextInt(SPICES.length())));
                case 2 -> text.deleteCharAt(at);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }
        return text.toString();
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }
}
