package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths made to walk around a rule about a prefix. */
class PathTest {
    private static StubUpstream upstream;
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = StubUpstream.echoing();
        rig = Rig.before(upstream);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/login/../profile",
                "/api/v1/auth/login/..",
                "/api/v1/auth/login/./x",
                "/api/v1/auth/login/.",
                "/api/v1/auth/login/%2e%2e/profile",
                "/api/v1/auth/login/.%2e/profile",
                "/api/v1/auth/login/%2E./profile",
                "/api/v1/auth/login/%2e/profile",
                "/api/v1/auth/login/%252e%252e/profile",
                "/api/v1/auth/login%2f..%2fprofile",
                "/api/v1/auth/login%2Fx",
                "/api/v1/auth/login%252fx",
                "/api/v1/auth/login\\..\\profile",
                "/api/v1/auth/login%5c..%5cprofile",
                "/api/v1/auth/login%5Cx",
                "/api/v1/auth/login//x",
                "//api/v1/auth/login",
                "/api/v1/auth/login/",
                "/api/v1/auth/login//",
                "/api/v1/auth/login;x=1",
                "/api/v1/auth/login;/../profile",
                "/api/v1/auth/login%3bx",
                "/api/v1/auth/login/..;/profile",
                "/api/v1/auth/login%00",
                "/api/v1/auth/login%0d%0aX:%20y",
                "/api/v1/auth/login%0a",
                "/api/v1/auth/login%7f",
                "/api/v1/auth/login%1f",
                "/api/v1/auth/login%",
                "/api/v1/auth/login%2",
                "/api/v1/auth/login%zz",
                "/api/v1/auth/login%u002e",
                "/api/v1/auth/login%c0%af",
                "/api/v1/auth/login%c0%ae%c0%ae",
                "/api/v1/auth/login%e0%80%af",
                "/api/v1/auth/login%f0%80%80%af",
                "/api/v1/auth/login%ed%a0%80",
                "/api/v1/auth/login%ff",
                "/api/v1/auth/login%80",
                "/api/v1/auth/login%c3",
                "/api/v1/auth/login%c3%28",
                "/api/v1/auth/login%c3%a4%a4",
                "/api/v1/auth/log%69n",
                "/api/v1/%61uth/login",
                "/%61pi/v1/bookings",
                "/api/v1/auth/login#x",
                "/api/v1/auth/login?a#b",
                "/api/v1/auth/login\"",
                "/api/v1/auth/login<x>",
                "/api/v1/auth/login{x}",
                "/api/v1/auth/login|x",
                "/api/v1/auth/login^",
                "/api/v1/auth/login`",
                "/api/v1/auth/login\u00e4",
                "/api/v1/auth/login?\u00e4",
                "api/v1/auth/login",
                "http:/api/v1/auth/login"
            })
    void isRefusedBeforeRouting(String path) throws IOException {
        int before = upstream.requests().size();
        int status = rig.get(path).status();
        if (path.endsWith("login/")) {
            // An empty last segment is a path of its own, and goes where its prefix goes.
            assertThat(status).isEqualTo(200);
        } else {
            assertThat(status).isEqualTo(400);
            assertThat(upstream.requests()).hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/login",
                "/api/v1/auth/login?x=../..//;%2e%2f\\",
                "/api/v1/auth/login/a.b..c/...",
                "/api/v1/auth/login/a%20b%c3%a4%e2%82%ac%f0%9f%90%b6",
                "/api/v1/auth/login/a:b@c!$&'()*+,=d-_~",
                "/api/v1/auth/login?"
            })
    void passesAsItIs(String path) throws IOException {
        assertThat(rig.get(path).status()).isEqualTo(200);
        assertThat(upstream.requests().getLast().target()).isEqualTo(path);
    }
}
