package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.StubUpstream.Request;
import org.junit.jupiter.api.Test;

/** What passes the gateway, and how it looks on the other side. */
class ProxyTest {
    private static final String OPEN = "/api/v1/auth/login";

    @Test
    void aRequestAndItsAnswerPass() throws IOException {
        try (var upstream = StubUpstream.answering(request -> "{\"got\":\"" + request.body() + "\"}");
                var rig = Rig.before(upstream)) {
            Answer answer = rig.ask("POST " + OPEN + "?a=b%20c HTTP/1.1\r\nHost: api.kilat.my\r\nContent-Length: 5\r\n"
                    + "Content-Type: text/plain\r\n\r\nhello");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.head()).startsWith("HTTP/1.1 200 Some Reason\r\n");
            assertThat(answer.body()).isEqualTo("{\"got\":\"hello\"}");
            Request seen = upstream.request();
            assertThat(seen.line()).isEqualTo("POST " + OPEN + "?a=b%20c HTTP/1.1");
            assertThat(seen.headers("Host")).containsExactly("127.0.0.1:" + upstream.port());
            assertThat(seen.headers("Content-Type")).containsExactly("text/plain");
            assertThat(seen.headers("Content-Length")).containsExactly("5");
            assertThat(seen.headers("X-Forwarded-Host")).containsExactly("api.kilat.my");
            assertThat(seen.headers("X-Forwarded-Proto")).containsExactly("http");
        }
    }

    @Test
    void aPostWithoutBodyOrTypePasses() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            assertThat(rig.ask(RawClient.request("POST", OPEN)).status()).isEqualTo(200);
            assertThat(upstream.request().headers("Content-Length")).containsExactly("0");
        }
    }

    @Test
    void oneConnectionServesManyRequestsAndSoDoesItsUpstreamConnection() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            for (int i = 0; i < 50; i++) {
                Answer answer =
                        client.send(RawClient.request("GET", OPEN + "/" + i)).read();
                assertThat(answer.body()).contains(OPEN + "/" + i);
            }
            assertThat(upstream.accepted()).isEqualTo(1);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                all.append(
                        i % 4 == 3
                                ? RawClient.request("GET", "/nowhere/" + i)
                                : RawClient.request("POST", OPEN + "/" + i, "Content-Length: 3") + "abc");
            }
            client.send(all.toString());
            for (int i = 0; i < 40; i++) {
                Answer answer = client.read();
                assertThat(answer.status()).isEqualTo(i % 4 == 3 ? 404 : 200);
                assertThat(answer.body()).contains(i % 4 == 3 ? "nothing" : OPEN + "/" + i + "\"");
            }
        }
    }

    @Test
    void aHeadThatComesByteByByteIsUnderstood() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            for (String piece : (RawClient.request("POST", OPEN, "Content-Length: 4") + "abcd").split("")) {
                client.send(piece);
            }
            assertThat(client.read().body()).contains("\"body\":4");
        }
    }

    @Test
    void chunkedBodiesPassBothWaysWithoutExtensionsAndTrailers() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    Request request = peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                            + "3;ext=1\r\nfoo\r\n"
                            + Integer.toHexString(request.body().length()) + "\r\n"
                            + request.body() + "\r\n0\r\nX-Sum: 1\r\n\r\n");
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send("POST " + OPEN + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "4;a=\"b c\"\r\nbody\r\n2\r\n!!\r\n0\r\nX-Trailer: 1\r\n\r\n");
            Answer answer = client.read();
            assertThat(answer.body()).isEqualTo("foobody!!");
            assertThat(answer.headers("Trailer")).isEmpty();
            assertThat(upstream.request().headers("Content-Length")).isEmpty();
        }
    }

    @Test
    void anAnswerThatEndsWithItsConnectionComesInChunks() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil ");
                    peer.say("the end");
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            Answer answer = client.send(RawClient.request("GET", OPEN)).read();
            assertThat(answer.headers("Transfer-Encoding")).containsExactly("chunked");
            assertThat(answer.body()).isEqualTo("until the end");
            assertThat(client.send(RawClient.request("GET", "/x")).read().status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anOldClientGetsNoChunksAndItsConnectionCloses() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            String all = client.send("GET " + OPEN + " HTTP/1.0\r\n\r\n").readToEnd();
            assertThat(all)
                    .endsWith("\r\n\r\nabcde")
                    .contains("Connection: close")
                    .doesNotContain("chunked");
            assertThat(upstream.request().line()).endsWith("HTTP/1.1");
        }
    }

    @Test
    void answersWithoutBodyHaveNone() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    for (Request request = peer.read(); request != null; request = peer.read()) {
                        String status = request.target().contains("204")
                                ? "204 No Content\r\n\r\n"
                                : request.target().contains("304")
                                        ? "304 Not Modified\r\nETag: \"x\"\r\n\r\n"
                                        : "200 OK\r\nContent-Length: 1234\r\n\r\n";
                        peer.say("HTTP/1.1 " + status);
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            assertThat(client.send(RawClient.request("GET", OPEN + "/204"))
                            .read()
                            .status())
                    .isEqualTo(204);
            assertThat(client.send(RawClient.request("GET", OPEN + "/304"))
                            .read()
                            .header("ETag"))
                    .isEqualTo("\"x\"");
            Answer head = client.send(RawClient.request("HEAD", OPEN)).read(true);
            assertThat(head.header("Content-Length")).isEqualTo("1234");
            assertThat(client.send(RawClient.request("GET", OPEN + "/204"))
                            .read()
                            .status())
                    .isEqualTo(204);
            assertThat(upstream.accepted()).isEqualTo(1);
        }
    }

    @Test
    void hopByHopHeadersStopHereInBothDirections() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say(
                            "HTTP/1.1 200 OK\r\nConnection: x-secret, keep-alive\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\n"
                                    + "Upgrade: h2c\r\nProxy-Authenticate: Basic\r\nX-Kept: 1\r\nContent-Length: 0\r\n\r\n");
                });
                var rig = Rig.before(upstream)) {
            Answer answer = rig.get(
                    OPEN,
                    "Connection: x-hop , Upgrade",
                    "X-Hop: 1",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                    "TE: trailers",
                    "Keep-Alive: 5",
                    "Proxy-Authorization: Basic x",
                    "Proxy-Connection: keep-alive",
                    "X-Stays: 1");
            Request seen = upstream.request();
            for (String name : List.of(
                    "Connection",
                    "X-Hop",
                    "Upgrade",
                    "HTTP2-Settings",
                    "TE",
                    "Keep-Alive",
                    "Proxy-Authorization",
                    "Proxy-Connection")) {
                assertThat(seen.headers(name)).as(name).isEmpty();
            }
            assertThat(seen.headers("X-Stays")).containsExactly("1");
            for (String name : List.of("X-Secret", "Keep-Alive", "Upgrade", "Proxy-Authenticate", "Connection")) {
                assertThat(answer.headers(name)).as(name).isEmpty();
            }
            assertThat(answer.headers("X-Kept")).containsExactly("1");
        }
    }

    @Test
    void whoTheCallerIsIsNotForTheCallerToSay() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            rig.get(
                    OPEN,
                    "X-Forwarded-For: 1.2.3.4",
                    "X_Forwarded_For: 1.2.3.4",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Port: 1",
                    "Forwarded: for=1.2.3.4",
                    "X-Real-IP: 1.2.3.4",
                    "X-User-Id: 1",
                    "X_User_Role: admin",
                    "X-User-Email: a@b.c",
                    "X-Kilat-Caller: 1",
                    "X-Original-URL: /admin");
            Request seen = upstream.request();
            assertThat(seen.headers("X-Forwarded-For")).containsExactly("127.0.0.1");
            assertThat(seen.headers("X-Real-IP")).containsExactly("127.0.0.1");
            assertThat(seen.headers("X-Forwarded-Host")).containsExactly("localhost");
            assertThat(seen.headers("X-Forwarded-Proto")).containsExactly("http");
            assertThat(seen.head())
                    .doesNotContain("1.2.3.4")
                    .doesNotContainIgnoringCase("x-user")
                    .doesNotContainIgnoringCase("x_user")
                    .doesNotContainIgnoringCase("x_forwarded")
                    .doesNotContainIgnoringCase("x-kilat")
                    .doesNotContainIgnoringCase("x-original");
        }
    }

    @Test
    void aTrustedProxyIsBelieved() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "TRUSTED_PROXIES", "127.0.0.0/8")) {
            rig.get(
                    OPEN,
                    "X-Forwarded-For: 1.2.3.4, 5.6.7.8",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Host: api.kilat.my");
            Request seen = upstream.request();
            assertThat(seen.headers("X-Forwarded-For")).containsExactly("1.2.3.4, 5.6.7.8, 127.0.0.1");
            assertThat(seen.headers("X-Real-IP"))
                    .as("the nearest that is not a trusted proxy")
                    .containsExactly("5.6.7.8");
            assertThat(seen.headers("X-Forwarded-Proto")).containsExactly("https");
            assertThat(seen.headers("X-Forwarded-Host")).containsExactly("api.kilat.my");
        }
    }

    @Test
    void aRequestIdIsKeptIfSaneAndMadeIfNot() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            assertThat(rig.get(OPEN, "X-Request-ID: my id/1").header("X-Request-ID"))
                    .isEqualTo("my id/1");
            assertThat(upstream.requests().getLast().headers("X-Request-ID")).containsExactly("my id/1");

            String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
            for (String bad : List.of("X-Request-ID: " + "x".repeat(129), "X-Request-ID: caf\u00e9", "X-Request-ID:")) {
                assertThat(rig.get(OPEN, bad).header("X-Request-ID")).matches(uuid);
            }
            assertThat(rig.get(OPEN).header("X-Request-ID")).matches(uuid);
            assertThat(upstream.requests().getLast().header("X-Request-ID")).matches(uuid);
            assertThat(rig.get("/nowhere", "X-Request-ID: abc").header("X-Request-ID"))
                    .isEqualTo("abc");
        }
    }

    @Test
    void aTraceIsCarriedOnOrBegun() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            rig.get(OPEN, "traceparent: " + trace);
            assertThat(upstream.requests().getLast().headers("traceparent")).containsExactly(trace);
            rig.get(OPEN, "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01");
            assertThat(upstream.requests().getLast().header("traceparent"))
                    .matches("00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-00");
        }
    }

    @Test
    void aClientThatWaitsForPermissionIsToldToGoOn() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("POST", OPEN, "Content-Length: 9000", "Expect: 100-continue"));
            assertThat(client.read().status()).isEqualTo(100);
            client.send("x".repeat(9000));
            assertThat(client.read().body()).contains("\"body\":9000");
            assertThat(upstream.request().headers("Expect")).isEmpty();
        }
    }

    @Test
    void interimAnswersOfAnUpstreamStopHere() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                    peer.answer(200, "{}");
                });
                var rig = Rig.before(upstream)) {
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestWithABodyThatIsRefusedDoesNotCostTheConnection() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(RawClient.request("PUT", "/api/v1/auth/profile", "Content-Length: 20000"));
            client.send("x".repeat(20000));
            assertThat(client.read().status()).isEqualTo(401);
            assertThat(client.send(RawClient.request("GET", OPEN)).read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientThatHasClosedItsHalfStillGetsItsAnswer() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            String all = client.send(RawClient.request("GET", OPEN)).end().readToEnd();
            assertThat(all).startsWith("HTTP/1.1 200").contains(OPEN);
        }
    }
}
