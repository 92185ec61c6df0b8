package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the gateway answers itself. */
class PagesTest {
    @Test
    void healthSaysHowEveryPartIs() throws IOException {
        try (var upstream = StubUpstream.answering(request -> "{\"status\":\"healthy\"}");
                var rig = Rig.before(upstream)) {
            Answer answer = rig.get("/health");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"healthy\",\"services\":{\"identity\":{\"status\":\"healthy\"},"
                            + "\"booking\":{\"status\":\"healthy\"},\"payment\":{\"status\":\"healthy\"},"
                            + "\"runner\":{\"status\":\"healthy\"},\"dispatch\":{\"status\":\"healthy\"},"
                            + "\"tracking\":{\"status\":\"healthy\"},\"notification\":{\"status\":\"healthy\"},"
                            + "\"console\":{\"status\":\"healthy\"}}}");
            assertThat(upstream.requests())
                    .hasSize(8)
                    .allMatch(request -> request.target().equals("/health"));
            for (int i = 0; i < 20; i++) {
                rig.get("/health");
            }
            assertThat(upstream.requests()).hasSizeLessThanOrEqualTo(16);
        }
    }

    @Test
    void anAlarmIsShownAndTakesNothingAway() throws IOException {
        try (var upstream = StubUpstream.answering(request -> "{\"status\":\"healthy\"}");
                var ledger = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.answer(
                            200,
                            "{\"status\":\"healthy\",\"alarms\":{\"ledger\":\"off by 1 sen\",\"odd\":[1]},\"more\":{}}");
                });
                var old = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "2b\r\n{\"status\":\"unhealthy\",\"checks\":{\"a\":\"\"b\"\"}}\r\n0\r\n\r\n");
                });
                var checked = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"checks\":{\"a\":\"b c\"\r\n"
                            + "2\r\n}}\r\n0\r\n\r\n");
                });
                var rig = Rig.before(
                        upstream,
                        "UPSTREAM_PAYMENT",
                        ledger.url(),
                        "UPSTREAM_RUNNER",
                        old.url(),
                        "UPSTREAM_TRACKING",
                        checked.url())) {
            Answer degraded = rig.get("/health");
            assertThat(degraded.status()).isEqualTo(503);
            assertThat(degraded.header("Retry-After")).isEqualTo("1");
            assertThat(degraded.body())
                    .contains(
                            "\"payment\":{\"status\":\"healthy\",\"alarms\":{\"ledger\":\"off by 1 sen\",\"odd\":\"[1]\"}}")
                    .contains("\"runner\":{\"status\":\"unhealthy\"}")
                    .contains("\"tracking\":{\"status\":\"unhealthy\",\"checks\":{\"a\":\"b c\"}}");
        }
        try (var upstream = StubUpstream.answering(request -> "{\"alarms\":{\"caf\u00e9\":\"\"}}");
                var rig = Rig.before(upstream)) {
            // That is not even UTF-8; the status is what counts.
            assertThat(rig.get("/health").status()).isEqualTo(200);
        }
        try (var upstream = StubUpstream.answering(request -> "{\"alarms\":{\"x\":\"" + "y".repeat(100_000) + "\"}}");
                var rig = Rig.before(upstream)) {
            Answer healthy = rig.get("/health");
            assertThat(healthy.status()).isEqualTo(200);
            assertThat(healthy.body()).hasSizeLessThan(1000);
        }
    }

    @Test
    void whetherTheGatewayLivesIsItsOwnAffair() throws Exception {
        try (var upstream = StubUpstream.talking(peer -> peer.in().read());
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "2", "ACCESS_LOG_PER_MILLE", "1000")) {
            for (int i = 0; i < 5; i++) {
                Answer live = rig.get("/live");
                assertThat(live.status()).isEqualTo(200);
                assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
                assertThat(live.headers("RateLimit-Limit")).isEmpty();
            }
            assertThat(upstream.requests()).isEmpty();
            assertThat(rig.ask(RawClient.request("POST", "/live")).status()).isEqualTo(404);
        }
    }

    @Test
    void onePartThatIsAwayOrSickMakesItDegraded() throws IOException {
        int away;
        try (ServerSocket socket = new ServerSocket(0)) {
            away = socket.getLocalPort();
        }
        try (var upstream = StubUpstream.echoing();
                var sick = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.answer(503, "{}");
                });
                var rig = Rig.before(
                        upstream, "UPSTREAM_BOOKING", "http://127.0.0.1:" + away, "UPSTREAM_RUNNER", sick.url())) {
            Answer answer = rig.get("/health");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .startsWith("{\"status\":\"degraded\",\"services\":{\"identity\":{\"status\":\"healthy\"},"
                            + "\"booking\":{\"status\":\"unhealthy\"}")
                    .contains("\"runner\":{\"status\":\"unhealthy\"}");
        }
    }

    @Test
    void thePlatformIsHealthyWithoutDispatchAndTheConsole() throws IOException {
        try (var upstream = StubUpstream.answering(request -> "{\"status\":\"healthy\"}");
                var sick = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.answer(503, "{}");
                });
                var rig = Rig.before(upstream, "UPSTREAM_DISPATCH", sick.url(), "UPSTREAM_CONSOLE", sick.url())) {
            Answer answer = rig.get("/health");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"status\":\"healthy\"")
                    .contains("\"dispatch\":{\"status\":\"unhealthy\"}", "\"console\":{\"status\":\"unhealthy\"}");
        }
    }

    @Test
    void aPartThatHangsCostsASecond() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> peer.in().readAllBytes());
                var rig = Rig.before(upstream)) {
            long start = System.nanoTime();
            assertThat(rig.get("/health").status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
        }
    }

    @Test
    void theDescriptionsAndThePageToBrowseThemAreServedFromHere() throws IOException {
        try (var upstream = StubUpstream.answering(request -> "{}");
                var rig = Rig.before(upstream)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.get("/docs").status() == 200);
            assertThat(rig.get("/").body()).contains("href=\"console\"", "href=\"docs\"", "href=\"health\"");
            assertThat(rig.get("/landing.css").header("Content-Type")).startsWith("text/css");
            assertThat(rig.get("/openapi.yaml").body()).contains("openapi: 3.1");
            assertThat(rig.get("/asyncapi.yaml").body()).contains("asyncapi: 3.0");
            Answer page = rig.get("/docs");
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
            assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
            for (String at : List.of("/docs", "/docs/")) {
                // Served under a path by a proxy that takes it away again, every link still leads here.
                for (String prefix : List.of("", "/pets/kilat")) {
                    List<String> links = links(rig.get(at).body(), "https://example.com" + prefix + at);
                    assertThat(links)
                            .contains("/docs/swagger-ui.css", "/docs/docs.js", "/openapi.yaml", "/health")
                            .hasSize(7);
                    for (String link : links) {
                        assertThat(rig.get(link).status()).as(link).isEqualTo(200);
                    }
                }
            }
            Answer script = rig.get("/docs/docs.js");
            assertThat(script.body()).hasSize(Integer.parseInt(script.header("Content-Length")));
            assertThat(script.body()).doesNotContain("'/").contains("new URL('../', document.currentScript.src)");
            try (var client = rig.client()) {
                assertThat(client.send(RawClient.request("HEAD", "/docs"))
                                .read(true)
                                .status())
                        .isEqualTo(200);
                assertThat(client.send(RawClient.request("GET", "/nowhere"))
                                .read()
                                .status())
                        .isEqualTo(404);
            }
        }
    }

    /** Where the links of a page lead, without the path that a proxy has put before the gateway. */
    private static List<String> links(String html, String address) {
        URI page = URI.create(address);
        String prefix = page.getPath().replaceFirst("/docs/?$", "");
        return Pattern.compile("(?:href|src)=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(link -> page.resolve(link.group(1)))
                .map(link -> {
                    assertThat(link.toString()).startsWith("https://example.com" + prefix + "/");
                    return link.getPath().substring(prefix.length());
                })
                .toList();
    }

    @Test
    void aPageIsSentZippedWhenAskedForAndNotAtAllWhenItIsKnown() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.get("/docs").status() == 200);
            Answer plain = rig.get("/openapi.yaml");
            Answer zipped = rig.get("/openapi.yaml", "Accept-Encoding: br, gzip");
            assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
            byte[] bytes = zipped.body().getBytes(StandardCharsets.ISO_8859_1);
            byte[] content = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            assertThat(new String(content, StandardCharsets.ISO_8859_1)).isEqualTo(plain.body());

            Answer known = rig.get("/openapi.yaml", "If-None-Match: " + plain.header("ETag"));
            assertThat(known.status()).isEqualTo(304);
        }
    }

    @Test
    void metricsAndReadinessAreOnAPortOfTheirOwn() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            rig.get("/api/v1/auth/login");
            assertThat(rig.get("/metrics").status()).isEqualTo(404);
            assertThat(rig.get("/readiness").status()).isEqualTo(404);
            String metrics = RawClient.get(rig.managementPort(), "/metrics").body();
            assertThat(metrics)
                    .containsPattern(
                            "gateway_requests_seconds_count\\{route=\"/api/v1/auth/login\",status=\"2xx\",upstream=\"identity\"\\} [1-9]")
                    .containsPattern("gateway_requests_seconds_bucket\\{route=\"/api/v1/auth/login\",.*le=\"0.005\"\\}")
                    .contains("gateway_connections ")
                    .contains("gateway_upstream_inflight{upstream=\"booking\"}")
                    .contains("jvm_memory_used_bytes");
            assertThat(metrics.lines().filter(line -> line.startsWith("gateway_requests_seconds_count")))
                    .as("nothing is shown of routes and statuses without requests")
                    .noneMatch(line -> line.endsWith(" 0"));
            assertThat(RawClient.get(rig.managementPort(), "/metrics?name[]=gateway_connections")
                            .body()
                            .lines()
                            .filter(line -> !line.startsWith("#")))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("gateway_connections ");
            Answer ready = RawClient.get(rig.managementPort(), "/readiness");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body()).contains("\"status\":\"ready\"");
        }
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws IOException {
        String dashboard = Files.readString(Path.of("grafana", "gateway.json"));
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "UPSTREAM_BOOKING", "http://127.0.0.1:1")) {
            rig.get("/api/v1/auth/login");
            rig.get("/api/v1/bookings", "Authorization: Bearer " + TestTokens.owner(UUID.randomUUID()));
            String metrics = RawClient.get(rig.managementPort(), "/metrics").body();
            Matcher names = Pattern.compile("\\b(gateway|jvm|process)_[a-z_]+").matcher(dashboard);
            int count = 0;
            while (names.find()) {
                if (!names.group().equals("jvm_gc_pause_seconds_sum")) {
                    assertThat(metrics).contains("\n" + names.group());
                }
                count++;
            }
            assertThat(count).isGreaterThan(15);
        }
    }
}
