package my.kilat.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.screen.Screen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A demo on a platform that refuses something. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoTest {
    private static final String REFUSAL = "{\"success\":false,\"error\":\"no bookings today\"}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;
    private volatile String refused = "";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            byte[] body = (request.equals(refused) ? REFUSAL : body(request)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(request.equals(refused) ? 422 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Two shops, tokens for everybody, and nothing to do for runners. */
    private static String body(String request) {
        return switch (request) {
            case "GET /api/v1/petshops" ->
                "{\"data\":[{\"name\":\"A\",\"address\":\"x\",\"latitude\":3.1,\"longitude\":101.6},"
                        + "{\"name\":\"B\",\"address\":\"y\",\"latitude\":3.2,\"longitude\":101.7}]}";
            case "POST /api/v1/auth/register" -> "{\"data\":{\"access_token\":\"a\",\"refresh_token\":\"r\"}}";
            default -> "{\"data\":[]}";
        };
    }

    private void run() {
        URI platform = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Screen screen = Screen.of(new PrintStream(said, true, StandardCharsets.UTF_8), false, Map.of());
        new Demo(screen, platform, platform.resolve("/metrics"), 5, 2, 1).run();
    }

    @Test
    void itEndsWithTheFirstPersonWhoCannotGoOnAndSaysWhoAndWhy() {
        refused = "POST /api/v1/bookings";
        assertThatThrownBy(this::run)
                .isInstanceOf(LauncherException.class)
                .hasMessageMatching(
                        "The demo has ended, because owner .+ could not go on: \"create booking\" was refused with 422: no bookings today");
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Every booking is final");
    }

    @Test
    void aRunnerWhoCannotGoOnEndsItAsWell() {
        refused = "POST /api/v1/runners/me/crates";
        assertThatThrownBy(this::run)
                .isInstanceOf(LauncherException.class)
                .hasMessageMatching(
                        "The demo has ended, because runner .+ could not go on: \"add crate\" was refused.+");
    }
}
