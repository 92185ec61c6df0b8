package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.StubUpstream.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests made to be understood in two ways. Each is either refused and its connection closed, or passed on in exactly
 * one meaning; and whatever it was, the next caller gets his own answer and nobody else's.
 */
class FramingTest {
    private static final String OPEN = "/api/v1/auth/login";
    private static final String START = "POST " + OPEN + " HTTP/1.1\r\nHost: a\r\n";
    /** What an attacker hopes will be taken for a request of its own. */
    private static final String SMUGGLED = "GET " + OPEN + "/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private static StubUpstream upstream;
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = StubUpstream.echoing();
        rig = Rig.before(upstream, "HEADER_TIMEOUT", "2s");
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    static Stream<Arguments> refused() {
        String chunks = "0\r\n\r\n";
        return Stream.of(
                        bad(
                                400,
                                "both framings",
                                START + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks),
                        bad(
                                400,
                                "both, the other way",
                                START + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunks),
                        bad(400, "two lengths", START + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
                        bad(
                                400,
                                "the same length twice",
                                START + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                        bad(400, "list of lengths", START + "Content-Length: 5, 5\r\n\r\nhello"),
                        bad(400, "positive sign", START + "Content-Length: +5\r\n\r\nhello"),
                        bad(400, "negative length", START + "Content-Length: -5\r\n\r\nhello"),
                        bad(400, "hexadecimal length", START + "Content-Length: 0x5\r\n\r\nhello"),
                        bad(400, "huge length", START + "Content-Length: 99999999999999999999999\r\n\r\nhello"),
                        bad(413, "large length", START + "Content-Length: 999999999999999\r\n\r\nhello"),
                        bad(400, "empty length", START + "Content-Length:\r\n\r\nhello"),
                        bad(400, "length with a space", START + "Content-Length: 1 0\r\n\r\nhello"),
                        bad(400, "length with a dot", START + "Content-Length: 5.0\r\n\r\nhello"),
                        bad(400, "misspelt chunked", START + "Transfer-Encoding: xchunked\r\n\r\n" + chunks),
                        bad(
                                400,
                                "chunked with a vertical tab",
                                START + "Transfer-Encoding: \u000bchunked\r\n\r\n" + chunks),
                        bad(400, "chunked in quotes", START + "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunks),
                        bad(400, "chunked twice", START + "Transfer-Encoding: chunked, chunked\r\n\r\n" + chunks),
                        bad(
                                400,
                                "chunked twice in two fields",
                                START + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks),
                        bad(
                                400,
                                "chunked before identity",
                                START + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunks),
                        bad(400, "chunked not last", START + "Transfer-Encoding: chunked, gzip\r\n\r\n" + chunks),
                        bad(400, "gzip before chunked", START + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks),
                        bad(400, "identity", START + "Transfer-Encoding: identity\r\n\r\n"),
                        bad(400, "empty transfer encoding", START + "Transfer-Encoding:\r\n\r\n" + chunks),
                        bad(
                                400,
                                "chunked to an old server",
                                "POST " + OPEN + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks),
                        bad(400, "space before the colon", START + "Content-Length : 5\r\n\r\nhello"),
                        bad(400, "tab before the colon", START + "Transfer-Encoding\t: chunked\r\n\r\n" + chunks),
                        bad(400, "continued line", START + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunks),
                        bad(400, "field that begins with a space", "POST " + OPEN + " HTTP/1.1\r\n Host: a\r\n\r\n"),
                        bad(400, "nameless field", START + ": x\r\n\r\n"),
                        bad(400, "field without a colon", START + "Whatever\r\n\r\n"),
                        bad(400, "NUL in a value", START + "X: a\0b\r\n\r\n"),
                        bad(400, "NUL in a name", START + "X\0: b\r\n\r\n"),
                        bad(400, "delete in a value", START + "X: a\u007fb\r\n\r\n"),
                        bad(400, "umlaut in a name", START + "X\u00e4: b\r\n\r\n"),
                        bad(400, "bare LF after a field", START + "X: a\nTransfer-Encoding: chunked\r\n\r\n" + chunks),
                        bad(400, "bare LF all over", "POST " + OPEN + " HTTP/1.1\nHost: a\nContent-Length: 0\n\n"),
                        bad(400, "bare CR in a value", START + "X: a\rTransfer-Encoding: chunked\r\n\r\n" + chunks),
                        bad(400, "bare CR at the end", START + "X: a\r\r\n\r\n"),
                        bad(400, "no host", "GET " + OPEN + " HTTP/1.1\r\n\r\n"),
                        bad(400, "two hosts", START + "Host: b\r\n\r\n"),
                        bad(400, "the same host twice", START + "Host: a\r\n\r\n"),
                        bad(400, "host with a path", "GET " + OPEN + " HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                        bad(400, "host with a user", "GET " + OPEN + " HTTP/1.1\r\nHost: u@a\r\n\r\n"),
                        bad(400, "empty host", "GET " + OPEN + " HTTP/1.1\r\nHost:\r\n\r\n"),
                        bad(400, "host with a strange port", "GET " + OPEN + " HTTP/1.1\r\nHost: a:99999\r\n\r\n"),
                        bad(400, "target of another host", "GET http://b" + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "target of another scheme", "GET ftp://a" + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "target without host", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "authority as target", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(405, "connect", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(405, "trace", "TRACE " + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(405, "unknown method", "BREW " + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(405, "method in lower case", "get " + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "HTTP/0.9", "GET " + OPEN + "\r\n"),
                        bad(400, "HTTP/2.0", "GET " + OPEN + " HTTP/2.0\r\nHost: a\r\n\r\n"),
                        bad(400, "preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                        bad(400, "HTTP/1.2", "GET " + OPEN + " HTTP/1.2\r\nHost: a\r\n\r\n"),
                        bad(400, "HTTP/1.10", "GET " + OPEN + " HTTP/1.10\r\nHost: a\r\n\r\n"),
                        bad(400, "http in lower case", "GET " + OPEN + " http/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "two spaces", "GET  " + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "space in the target", "GET " + OPEN + " x HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "tab for a space", "GET\t" + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "leading empty line", "\r\nGET " + OPEN + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(400, "TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
                        bad(417, "strange expectation", START + "Expect: a-miracle\r\nContent-Length: 5\r\n\r\nhello"),
                        bad(400, "two ids of the request", START + "X-Request-ID: a\r\nX-Request-ID: b\r\n\r\n"),
                        bad(400, "two tokens", START + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"),
                        bad(431, "too long a value", START + "X: " + "x".repeat(17_000) + "\r\n\r\n"),
                        bad(431, "too long a target", "GET /" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                        bad(431, "too many fields", START + "X: y\r\n".repeat(101) + "\r\n"),
                        bad(400, "bad chunk size", START + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"),
                        bad(
                                400,
                                "signed chunk size",
                                START + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "chunk size with 0x",
                                START + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "huge chunk size",
                                START + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "empty chunk size",
                                START + "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "space before the chunk size",
                                START + "Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "space behind the chunk size",
                                START + "Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "chunk longer than it says",
                                START + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "chunk line ended by LF",
                                START + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "chunk ended by LF",
                                START + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n"),
                        bad(
                                400,
                                "CR in an extension",
                                START + "Transfer-Encoding: chunked\r\n\r\n5;a\rb\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "LF in an extension",
                                START + "Transfer-Encoding: chunked\r\n\r\n5;a\nb\r\nhello\r\n0\r\n\r\n"),
                        bad(
                                400,
                                "endless extension",
                                START + "Transfer-Encoding: chunked\r\n\r\n5;" + "a".repeat(9000)
                                        + "\r\nhello\r\n0\r\n\r\n"),
                        bad(400, "malformed trailer", START + "Transfer-Encoding: chunked\r\n\r\n0\r\nX y\r\n\r\n"),
                        bad(
                                400,
                                "endless trailers",
                                START + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "X: y\r\n".repeat(2000) + "\r\n"))
                .map(Arguments.class::cast);
    }

    private static Arguments bad(int status, String what, String bytes) {
        return Arguments.of(what, status, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedAndItsConnectionClosed(String what, int status, String bytes) throws IOException {
        try (var client = rig.client()) {
            client.send(bytes + SMUGGLED);
            String all = client.readToEnd();
            assertThat(all).as(what).startsWith("HTTP/1.1 " + status + " ");
            assertThat(all.split("HTTP/1.1 [0-9]", -1))
                    .as("one answer to " + what)
                    .hasSize(2);
            assertThat(all).contains("Connection: close").contains("{\"success\":false,\"error\":\"");
        }
        assertThat(upstream.requests()).noneMatch(request -> request.target().endsWith("/smuggled"));
        assertTheNextCallerGetsHisOwn();
    }

    static Stream<Arguments> passed() {
        return Stream.of(
                one("a body on GET", "GET " + OPEN + " HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /", 5),
                one(
                        "chunks on DELETE",
                        "DELETE " + OPEN
                                + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                        3),
                one("chunked in capitals", START + "Transfer-Encoding: CHUNKED\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 3),
                one("leading zeros", START + "Content-Length: 0005\r\n\r\nhello", 5),
                one(
                        "a chunk size with zeros",
                        START + "Transfer-Encoding: chunked\r\n\r\n00003\r\nabc\r\n0\r\n\r\n",
                        3),
                one("an extension", START + "Transfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n0;x\r\n\r\n", 3),
                one(
                        "trailers that could mislead",
                        START + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
                                + "Content-Length: 9\r\nAuthorization: Bearer x\r\nTransfer-Encoding: x\r\n\r\n",
                        3),
                one(
                        "h2c",
                        "GET " + OPEN
                                + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                        0),
                one(
                        "an absolute target",
                        "GET HTTP://A.example:80" + OPEN + " HTTP/1.1\r\nHost: a.EXAMPLE:80\r\n\r\n",
                        0),
                one(
                        "length named by Connection",
                        START + "Connection: content-length\r\nContent-Length: 5\r\n\r\nhello",
                        5),
                one(
                        "transfer encoding named by Connection",
                        START
                                + "Connection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                        3),
                one("a length in disguise", START + "Content_Length: 999\r\nContent-Length: 5\r\n\r\nhello", 5));
    }

    private static Arguments one(String what, String bytes, int bodyLength) {
        return Arguments.of(what, bytes, bodyLength);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passed")
    void hasOneMeaning(String what, String bytes, int bodyLength) throws IOException {
        int before = upstream.requests().size();
        try (var client = rig.client()) {
            client.send(bytes + RawClient.request("GET", OPEN + "/next"));
            RawClient.Answer first = client.read();
            assertThat(first.status()).as(what).isEqualTo(200);
            assertThat(first.body()).contains("\"" + OPEN + "\"").contains("\"body\":" + bodyLength + "}");
            assertThat(client.read().body()).contains(OPEN + "/next");
        }
        List<Request> seen =
                upstream.requests().subList(before, upstream.requests().size());
        assertThat(seen).hasSize(2);
        Request request = seen.getFirst();
        assertThat(request.headers("Content-Length").size()
                        + request.headers("Transfer-Encoding").size())
                .as("framings in " + request)
                .isLessThanOrEqualTo(1);
        assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + upstream.port());
        assertThat(request.head()).doesNotContain("Content_Length").doesNotContain("Trailer");
        assertTheNextCallerGetsHisOwn();
    }

    @Test
    void whatComesInPiecesIsRefusedAllTheSame() throws IOException {
        for (String bytes : List.of(
                "GET " + OPEN + " HTTP/1.1\nHost: a\n\n",
                START + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                START + "X : y\r\n\r\n",
                START + "Transfer-Encoding: chunked\r\n\r\n5 \r\n")) {
            try (var client = rig.client()) {
                for (String piece : bytes.split("")) {
                    client.send(piece);
                }
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
            } catch (java.net.SocketException e) {
                // Refused before it was all sent: that is as good.
            }
            assertTheNextCallerGetsHisOwn();
        }
    }

    @Test
    void aBodyThatGrowsTooLongIsRefusedWhileItComes() throws IOException {
        try (var client = rig.client()) {
            client.send(START + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
            for (int i = 0; i < 17; i++) {
                client.send(chunk);
            }
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
        }
        assertTheNextCallerGetsHisOwn();
    }

    @Test
    void aHeaderOfExactlyTheLimitPasses() throws IOException {
        String start = "GET " + OPEN + " HTTP/1.1\r\nHost: a\r\nX: ";
        String longest = start + "x".repeat(16 * 1024 - start.length() - 4) + "\r\n\r\n";
        assertThat(rig.ask(longest).status()).isEqualTo(200);
        assertThat(rig.ask(longest.replace("X: ", "X: x")).status()).isEqualTo(431);
    }

    private static void assertTheNextCallerGetsHisOwn() throws IOException {
        String marker = OPEN + "/" + System.nanoTime();
        RawClient.Answer answer = rig.get(marker);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"target\":\"" + marker + "\",\"body\":0}");
    }
}
