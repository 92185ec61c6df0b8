package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A response that has no end is given up as soon as its client has gone, although nothing is written to it meanwhile. */
class EventStreamTest {
    private static final String OPEN = "/.well-known/jwks.json";
    private static final String EVENT = ": alive";

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch isGivenUp = new CountDownLatch(1);
    private final StubUpstream upstream = StubUpstream.talking(this::stream);

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        upstream.close();
    }

    /** Says one thing, and nothing more until the connection ends. */
    private void stream(StubUpstream.Peer peer) {
        try {
            peer.read();
            mayAnswer.await();
            peer.say(
                    "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream;charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n");
            assertThat(peer.in().read()).isNegative();
        } catch (Exception reset) {
            // It has ended that way.
        }
        isGivenUp.countDown();
    }

    private void assertIsGivenUp() throws InterruptedException {
        assertThat(isGivenUp.await(3, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenItsClientHasGone() throws Exception {
        try (var rig = Rig.before(upstream)) {
            mayAnswer.countDown();
            try (var client = rig.client()) {
                client.send(RawClient.request("GET", OPEN));
                assertThat(client.readUntil(EVENT)).contains("200");
            }
            assertIsGivenUp();
        }
    }

    @Test
    void whenItsClientHasGoneBeforeItBegan() throws Exception {
        try (var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("GET", OPEN)).end();
            mayAnswer.countDown();
            assertIsGivenUp();
            assertThat(client.readToEnd()).doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void whenItsClientOfHttp2HasGone(@TempDir Path directory) throws Exception {
        TestCertificate.write(directory, "first");
        try (var rig = Rig.before(
                        upstream,
                        "TLS_CERT",
                        directory.resolve("cert.pem").toString(),
                        "TLS_KEY",
                        directory.resolve("key.pem").toString());
                var http = HttpClient.newBuilder()
                        .sslContext(TestCertificate.trustingAll())
                        .build()) {
            mayAnswer.countDown();
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + rig.port() + OPEN))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body().readNBytes(EVENT.length())).asString().isEqualTo(EVENT);
            http.shutdownNow();
            assertIsGivenUp();
        }
    }
}
