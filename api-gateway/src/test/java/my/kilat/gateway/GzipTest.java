package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** Answers that are compressed on their way, and those that are not. */
class GzipTest {
    private static final String OPEN = "/api/v1/auth/login";
    private static final String ZIP = "Accept-Encoding: deflate, gzip";

    private static StubUpstream saying(String headers, String body) {
        return StubUpstream.talking(peer -> {
            while (peer.read() != null) {
                peer.say("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    private static String unzip(Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String json(int length) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; json.length() < length; i++) {
            json.append("{\"id\":").append(i * 7919).append(",\"status\":\"requested\"},");
        }
        return json + "0]";
    }

    @Test
    void longJsonIsCompressedForWhoAsks() throws IOException {
        for (int length : List.of(1100, 9000, 300_000, 2_000_000)) {
            String body = json(length);
            try (var upstream = saying("Content-Type: application/json\r\nETag: \"v1\"\r\n", body);
                    var rig = Rig.before(upstream);
                    var client = rig.client()) {
                for (int i = 0; i < 3; i++) {
                    Answer zipped =
                            client.send(RawClient.request("GET", OPEN, ZIP)).read();
                    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
                    assertThat(zipped.headers("Content-Length")).isEmpty();
                    assertThat(zipped.header("ETag")).isEqualTo("W/\"v1\"");
                    assertThat(zipped.headers("Vary")).containsExactlyInAnyOrder("Accept-Encoding", "Origin");
                    assertThat(unzip(zipped)).isEqualTo(body);
                    assertThat(zipped.body().length()).isLessThan(body.length() / 2);

                    Answer plain = client.send(RawClient.request("GET", OPEN)).read();
                    assertThat(plain.body()).isEqualTo(body);
                    assertThat(plain.header("ETag")).isEqualTo("\"v1\"");
                    assertThat(plain.headers("Vary")).contains("Accept-Encoding");
                }
            }
        }
    }

    @Test
    void whatHasNotChangedIsNamedAsItWasWhenItWasCompressed() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    while (peer.read() != null) {
                        peer.say("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            Answer zipped = client.send(RawClient.request("GET", OPEN, ZIP, "If-None-Match: W/\"v1\""))
                    .read(true);
            assertThat(zipped.status()).isEqualTo(304);
            assertThat(zipped.header("ETag")).isEqualTo("W/\"v1\"");
            assertThat(zipped.headers("Vary")).containsExactlyInAnyOrder("Accept-Encoding", "Origin");

            Answer plain = client.send(RawClient.request("GET", OPEN, "If-None-Match: \"v1\""))
                    .read(true);
            assertThat(plain.header("ETag")).isEqualTo("\"v1\"");
            assertThat(plain.headers("Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    void whatComesBitByBitArrivesBitByBit() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/geo+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "5\r\n[1,2,\r\n");
                    try {
                        seen.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    peer.say("2\r\n3]\r\n0\r\n\r\n");
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("GET", OPEN, ZIP));
            StringBuilder first = new StringBuilder();
            while (!first.toString().matches("(?s).*\r\n\r\n[0-9a-f]+\r\n.+")) {
                first.append((char) client.readBytes(1)[0]);
            }
            seen.countDown();
            assertThat(client.end().readToEnd()).endsWith("\r\n0\r\n\r\n");
        } finally {
            seen.countDown();
        }
    }

    @Test
    void theRestStaysAsItIs() throws IOException {
        String body = json(5000);
        for (String headers : List.of(
                "Content-Type: text/html\r\n",
                "Content-Type: application/json\r\nContent-Encoding: br\r\n",
                "Content-Type: application/json\r\nCache-Control: no-transform\r\n",
                "")) {
            try (var upstream = saying(headers, body);
                    var rig = Rig.before(upstream)) {
                assertThat(rig.get(OPEN, ZIP).body()).isEqualTo(body);
            }
        }
        try (var upstream = saying("Content-Type: application/json\r\n", body);
                var rig = Rig.before(upstream);
                var off = Rig.before(upstream, "GZIP_MIN_BYTES", "0")) {
            assertThat(rig.get(OPEN, "Accept-Encoding: gzip;q=0").body()).isEqualTo(body);
            assertThat(rig.get(OPEN, "Accept-Encoding: br").body()).isEqualTo(body);
            assertThat(unzip(rig.get(OPEN, "Accept-Encoding: br, gzip;q=0.5"))).isEqualTo(body);
            assertThat(off.get(OPEN, ZIP).body()).isEqualTo(body);
            try (var client = rig.client()) {
                assertThat(client.send(RawClient.request("HEAD", OPEN, ZIP))
                                .read(true)
                                .header("Content-Length"))
                        .isEqualTo("" + body.length());
            }
        }
        try (var upstream = saying("Content-Type: application/json\r\n", "[]");
                var rig = Rig.before(upstream)) {
            assertThat(rig.get(OPEN, ZIP).body()).isEqualTo("[]");
        }
    }
}
