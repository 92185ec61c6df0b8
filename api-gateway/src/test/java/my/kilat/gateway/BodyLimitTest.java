package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Method;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.openapi.ApiDocument.BodyLimit;
import my.kilat.platform.openapi.Operation;
import org.junit.jupiter.api.Test;

/** What an operation may be sent follows from the contract. */
class BodyLimitTest {
    private static final int ORDINARY = Operation.ORDINARY_BODY;
    private static final String TOKEN = "Authorization: Bearer " + TestTokens.owner(UUID.randomUUID());

    private static long limit(BodyLimits limits, Method method, String path) {
        byte[] bytes = Bytes.ascii("xx" + path + "yy");
        return limits.of(method, bytes, 2, bytes.length - 2);
    }

    @Test
    void eachOperationHasItsOwn() {
        BodyLimits limits = BodyLimits.of(List.of(
                new BodyLimit("POST", "/a", 1),
                new BodyLimit("POST", "/a/{id}", 2),
                new BodyLimit("PUT", "/a/{id}", 3),
                new BodyLimit("POST", "/a/mine", 4),
                new BodyLimit("POST", "/a/{id}/b", 5),
                new BodyLimit("POST", "/a/mine/{x}/c", 6)));
        assertThat(limit(limits, Method.POST, "/a")).isEqualTo(1);
        assertThat(limit(limits, Method.POST, "/a/7")).isEqualTo(2);
        assertThat(limit(limits, Method.PUT, "/a/7")).isEqualTo(3);
        assertThat(limit(limits, Method.POST, "/a/mine")).isEqualTo(4);
        assertThat(limit(limits, Method.POST, "/a/7/b")).isEqualTo(5);
        assertThat(limit(limits, Method.POST, "/a/mine/b")).isEqualTo(5);
        assertThat(limit(limits, Method.POST, "/a/mine/7/c")).isEqualTo(6);
        for (String path : List.of("/", "/b", "/a/", "/a//b", "/a/7/c", "/a/7/b/c", "/aa", "/a/mine/7")) {
            assertThat(limit(limits, Method.POST, path)).as(path).isEqualTo(BodyLimits.NONE);
        }
        assertThat(limit(limits, Method.GET, "/a")).isEqualTo(BodyLimits.NONE);
    }

    @Test
    void theContractHasOneForEveryOperation() {
        List<BodyLimit> limits = ApiDocument.contract().bodyLimits();
        assertThat(limits)
                .hasSizeGreaterThan(40)
                .allSatisfy(limit -> assertThat(limit.bytes()).isBetween(ORDINARY, 1024 * 1024));
        BodyLimits tree = BodyLimits.of(limits);
        assertThat(limit(tree, Method.POST, "/api/v1/auth/login")).isEqualTo(ORDINARY);
        assertThat(limit(tree, Method.POST, "/api/v1/bookings/" + UUID.randomUUID() + "/cancel"))
                .isEqualTo(ORDINARY);
    }

    @Test
    void moreIsRefusedBeforeItIsReadAndWhileItIsRead() throws IOException {
        String body = "x".repeat(ORDINARY + 1);
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            String login = "/api/v1/auth/login";
            Answer sized = rig.ask(RawClient.request("POST", login, "Content-Length: " + body.length()) + body);
            assertThat(sized.status()).isEqualTo(413);
            assertThat(sized.body())
                    .isEqualTo("{\"success\":false,\"error\":\"the request body is larger than 32768 bytes\"}");
            assertThat(rig.ask(RawClient.request("POST", login, "Transfer-Encoding: chunked") + chunked)
                            .status())
                    .isEqualTo(413);
            assertThat(rig.ask(RawClient.request("POST", login, "Content-Length: 1000000", "Expect: 100-continue"))
                            .status())
                    .isEqualTo(413);
            assertThat(upstream.requests()).isEmpty();

            Answer most =
                    rig.ask(RawClient.request("POST", login, "Content-Length: " + ORDINARY) + "x".repeat(ORDINARY));
            assertThat(most.body()).contains("\"body\":" + ORDINARY);
        }
    }

    @Test
    void whatIsNoOperationOfTheContractMayHaveWhatIsSetForAll() throws IOException {
        String body = "x".repeat(ORDINARY + 1);
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "MAX_BODY_BYTES", "40000")) {
            String path = "/api/v1/bookings/1/unheard-of";
            assertThat(rig.ask(RawClient.request("POST", path, TOKEN, "Content-Length: " + body.length()) + body)
                            .status())
                    .isEqualTo(200);
            assertThat(rig.ask(RawClient.request("POST", path, TOKEN, "Content-Length: 40001"))
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void whatIsSetForAllIsTheMostForEveryOperationToo() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "MAX_BODY_BYTES", "100")) {
            assertThat(rig.ask(RawClient.request("POST", "/api/v1/auth/login", "Content-Length: 101"))
                            .body())
                    .contains("larger than 100 bytes");
        }
    }
}
