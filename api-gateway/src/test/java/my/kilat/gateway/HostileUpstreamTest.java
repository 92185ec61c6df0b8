package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that say what they should not: their caller gets an error or a broken connection, and nobody else gets it. */
class HostileUpstreamTest {
    private static final String OPEN = "/api/v1/auth/login";
    private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("garbage", "\u0000\u0001\u0002 garbage\r\n\r\n"),
                Arguments.of("another protocol", "SSH-2.0-OpenSSH_9.2\r\n"),
                Arguments.of("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n"),
                Arguments.of("no status", "HTTP/1.1 OK\r\n\r\n"),
                Arguments.of("status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
                Arguments.of("status 999", "HTTP/1.1 999 OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
                Arguments.of(
                        "LF in a field", "HTTP/1.1 200 OK\r\nX: a\nSet-Cookie: evil=1\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "CR in a field", "HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: evil=1\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("NUL in a field", "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("continued line", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("space before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n"),
                Arguments.of(
                        "both framings",
                        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc"),
                Arguments.of("unknown encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc"),
                Arguments.of("endless header", "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000)),
                Arguments.of("endless field", "HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000)),
                Arguments.of("switching unasked", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
                Arguments.of("half a head", "HTTP/1.1 200 OK\r\nContent-"),
                Arguments.of("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenHeadIsABadGateway(String what, String bytes) throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    if (peer.read().target().equals(OPEN)) {
                        peer.say(bytes);
                    } else {
                        peer.answer(200, "{\"mine\":1}");
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            RawClient.Answer answer =
                    client.send(RawClient.request("GET", OPEN)).read();
            assertThat(answer.status()).as(what).isEqualTo(502);
            assertThat(answer.head()).doesNotContain("evil");
            assertThat(client.send(RawClient.request("GET", OPEN + "/other"))
                            .read()
                            .body())
                    .isEqualTo("{\"mine\":1}");
            assertNothingLeft(rig);
        }
    }

    static Stream<Arguments> cut() {
        return Stream.of(
                Arguments.of("short body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
                Arguments.of("unfinished chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
                Arguments.of(
                        "bad chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"),
                Arguments.of(
                        "chunk too long",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cut")
    void aBrokenBodyBreaksTheConnection(String what, String bytes) throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say(bytes);
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            String all = client.send(RawClient.request("GET", OPEN)).readToEnd();
            assertThat(all).as(what).doesNotContain("\r\n0\r\n\r\n").doesNotContain("502");
            assertNothingLeft(rig);
        }
    }

    @Test
    void aResetInTheMiddleIsNoBetterThanAnEnd() throws IOException {
        for (String bytes :
                List.of("HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) {
            boolean inBody = bytes.endsWith("abc");
            try (var upstream = StubUpstream.talking(peer -> {
                        if (peer.read().target().equals(OPEN)) {
                            peer.say(bytes);
                            peer.reset();
                        } else {
                            peer.answer(200, "{\"mine\":1}");
                        }
                    });
                    var rig = Rig.before(upstream);
                    var client = rig.client()) {
                String all = client.send(RawClient.request("POST", OPEN, "Connection: close"))
                        .readToEnd();
                if (inBody) {
                    assertThat(all).matches("(?s)|HTTP/1.1 (200|502) .*").doesNotContain("mine");
                } else {
                    assertThat(all).startsWith("HTTP/1.1 502 ");
                }
                assertThat(rig.get(OPEN + "/other").body()).isEqualTo("{\"mine\":1}");
                assertNothingLeft(rig);
            }
        }
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("behind a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
                Arguments.of(
                        "behind chunks",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                        "ok"),
                Arguments.of("behind 204", "HTTP/1.1 204 No Content\r\n\r\n", ""),
                Arguments.of("behind 304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\n", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void bytesBehindAnAnswerAreNobodysAnswer(String what, String answer, String body) throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    for (var request = peer.read(); request != null; request = peer.read()) {
                        if (request.target().equals(OPEN)) {
                            peer.say(answer + POISON);
                        } else {
                            peer.answer(200, "{\"mine\":1}");
                        }
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            assertThat(client.send(RawClient.request("GET", OPEN)).read().body())
                    .as(what)
                    .isEqualTo(body);
            assertThat(client.send(RawClient.request("GET", OPEN + "/other"))
                            .read()
                            .body())
                    .isEqualTo("{\"mine\":1}");
        }
    }

    @Test
    void bytesThatComeLaterOnAnIdleConnectionCloseIt() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.answer(200, "{}");
                    peer.upstream().talk(other -> {
                        other.read();
                        other.answer(200, "{\"mine\":1}");
                    });
                    peer.in().mark(1);
                    peer.say(POISON);
                    peer.in().read();
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("GET", OPEN)).read();
            assertNothingLeft(rig);
            assertThat(client.send(RawClient.request("GET", OPEN)).read().body())
                    .isEqualTo("{\"mine\":1}");
        }
    }

    @Test
    void anEarlyAnswerToALargeUploadReachesItsCaller() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.answer(413, "{\"success\":false,\"error\":\"too large for me\"}");
                    peer.in().readNBytes(1000);
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("POST", OPEN + "/long", "Content-Length: 1000000"))
                    .send("x".repeat(50_000));
            RawClient.Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("too large for me");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertNothingLeft(rig);
        }
    }

    @Test
    void anUpstreamThatClosesAfterEachAnswerIsNotKept() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(RawClient.request("POST", OPEN)).read().status())
                        .isEqualTo(200);
            }
            assertThat(upstream.accepted()).isEqualTo(20);
        }
    }

    private static void assertNothingLeft(Rig rig) {
        await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().idleUpstreamConnections() == 0);
    }
}
