package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.TestCertificate;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, in HTTP/1.1 and in HTTP/2: the same rules, the same limits. */
class TlsTest {
    private static final String OPEN = "/api/v1/auth/login";

    @TempDir
    private static Path directory;

    private static StubUpstream upstream;
    private static Rig rig;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate.write(directory, "first");
        upstream = StubUpstream.echoing();
        rig = Rig.before(
                upstream,
                "TLS_CERT",
                directory.resolve("cert.pem").toString(),
                "TLS_KEY",
                directory.resolve("key.pem").toString(),
                "TLS_RELOAD",
                "100ms",
                "IDLE_TIMEOUT",
                "5s");
        http = HttpClient.newBuilder().sslContext(TestCertificate.trustingAll()).build();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        rig.close();
        upstream.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + rig.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void bothVersionsAreSpokenOnTheSamePort() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            if (version.name().equals("HTTP_3")) {
                continue;
            }
            HttpResponse<String> answer = send(to(OPEN + "?v=" + version)
                    .version(version)
                    .header("Origin", "http://localhost:3000")
                    .header("X-Request-ID", "id-1")
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(30_000)))
                    .build());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"target\":\"" + OPEN + "?v=" + version + "\",\"body\":30000}");
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("http://localhost:3000");
            assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("id-1");
            var seen = upstream.requests().getLast();
            assertThat(seen.headers("X-Forwarded-Proto")).containsExactly("https");
            assertThat(seen.headers("X-Forwarded-Host")).containsExactly("localhost:" + rig.port());
        }
    }

    @Test
    void theRulesHoldForHttp2AsWell() throws Exception {
        assertThat(send(to("/api/v1/bookings").build()).statusCode()).isEqualTo(401);
        assertThat(send(to("/nowhere").build()).statusCode()).isEqualTo(404);
        assertThat(send(to(OPEN + "/%2e%2e/x").build()).statusCode()).isEqualTo(400);
        String token = TestTokens.owner(UUID.randomUUID());
        assertThat(send(to("/api/v1/bookings")
                                .header("Authorization", "Bearer " + token)
                                .build())
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> tooLarge =
                send(to(OPEN).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))
                        .build());
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(send(to(OPEN).method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build())
                        .body())
                .isEmpty();
    }

    @Test
    void bodiesOfUnknownLengthStreamBothWays() throws Exception {
        try (var chunky = StubUpstream.talking(peer -> {
                    for (var request = peer.read(); request != null; request = peer.read()) {
                        peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                + Integer.toHexString(request.body().length()) + "\r\n" + request.body()
                                + "\r\n0\r\n\r\n");
                    }
                });
                var other = Rig.before(
                        chunky,
                        "TLS_CERT",
                        directory.resolve("cert.pem").toString(),
                        "TLS_KEY",
                        directory.resolve("key.pem").toString())) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + other.port() + OPEN + "/long"))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                            new java.io.ByteArrayInputStream("y".repeat(200_000).getBytes(StandardCharsets.US_ASCII))))
                    .build();
            HttpResponse<String> answer = send(request);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("hello" + "y".repeat(200_000));
        }
    }

    @Test
    void manyStreamsAtATimeEachGetTheirOwn() {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            all.add(http.sendAsync(to(OPEN + "/" + i).build(), HttpResponse.BodyHandlers.ofString()));
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).join().body()).contains("\"" + OPEN + "/" + i + "\"");
        }
    }

    @Test
    void aNewCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
        TestCertificate.write(directory, "second");
        await().atMost(Duration.ofSeconds(10)).until(() -> subject().equals("CN=second"));
        Files.writeString(directory.resolve("cert.pem"), "rubbish");
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> subject().equals("CN=second"));
        TestCertificate.write(directory, "third");
        await().atMost(Duration.ofSeconds(10)).until(() -> subject().equals("CN=third"));
    }

    private static String subject() throws Exception {
        try (SSLSocket socket = connect("http/1.1")) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static SSLSocket connect(String protocol) throws Exception {
        SSLSocket socket =
                (SSLSocket) TestCertificate.trustingAll().getSocketFactory().createSocket("127.0.0.1", rig.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    @Test
    void plainTextIsNotServedWhereHttpsIs() throws IOException {
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readToEnd()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void aFloodOfResetsOrSettingsOrAHeaderBombEndsTheConnection() throws Exception {
        ByteArrayOutputStream resets = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            frame(resets, 1, 5, 2 * i + 1, headers());
            frame(resets, 3, 0, 2 * i + 1, new byte[] {0, 0, 0, 8});
        }
        assertEnds(resets.toByteArray());

        ByteArrayOutputStream settings = new ByteArrayOutputStream();
        for (int i = 0; i < 200_000; i++) {
            frame(settings, 4, 0, 0, new byte[0]);
        }
        assertEnds(settings.toByteArray());

        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        frame(bomb, 1, 1, 1, headers());
        for (int i = 0; i < 2000; i++) {
            frame(bomb, 9, 0, 1, literal("x" + i, "y".repeat(1000)));
        }
        assertEnds(bomb.toByteArray());
        assertThat(send(to(OPEN).build()).statusCode()).isEqualTo(200);
    }

    private static void assertEnds(byte[] frames) throws Exception {
        try (SSLSocket socket = connect("h2")) {
            var out = socket.getOutputStream();
            try {
                out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                frame(out, 4, 0, 0, new byte[0]);
                out.write(frames);
                out.flush();
                socket.getInputStream().readAllBytes();
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("the connection was kept", e);
            } catch (IOException e) {
                // sent away in the middle
            }
        }
    }

    private static byte[] headers() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x82);
        block.write(0x87);
        block.write(0x04);
        string(block, OPEN);
        block.write(0x01);
        string(block, "localhost");
        return block.toByteArray();
    }

    private static byte[] literal(String name, String value) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0);
        string(block, name);
        string(block, value);
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) throws IOException {
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                out.write(length & 0x7f | 0x80);
            }
            out.write(length);
        }
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(java.io.OutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        int length = payload.length;
        out.write(new byte[] {
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        out.write(payload);
    }

    @Test
    void aCertificateThatCannotBeUsedIsOneClearSentence() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.pem"), "rubbish");
        assertThatThrownBy(() -> Rig.before(upstream, "TLS_CERT", broken.toString(), "TLS_KEY", broken.toString()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("TLS_CERT and TLS_KEY cannot be used together");
        assertThatThrownBy(() -> Rig.before(upstream, "TLS_CERT", broken.toString()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("TLS_CERT and TLS_KEY belong together; set both or neither");
        assertThatThrownBy(() -> Rig.before(upstream, "TLS_CERT", "/nowhere", "TLS_KEY", "/nowhere"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("TLS_CERT");
    }
}
