package my.kilat.console.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the gateways' last minutes, from metrics as a gateway shows them. */
class GatewayWatchTest {
    private final TestClock clock = new TestClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<String> metrics = new AtomicReference<>("");
    private HttpServer gateway;
    private GatewayWatch watch;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/metrics", exchange -> {
            byte[] body = metrics.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
        ServiceTokens tokens = ServiceTokens.from(Environment.of(Map.of("APP_ENV", "development")), "console", clock);
        watch = new GatewayWatch(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()),
                address -> new ServiceClient(http, "gateway", address, tokens),
                clock);
    }

    @AfterEach
    void close() {
        gateway.stop(0);
        http.close();
    }

    private static String lines(String status, String upstream, int fast, int all) {
        String labels = "route=\"/api/v1/bookings/{id}\",status=\"" + status + "\",upstream=\"" + upstream + "\"";
        return """
                gateway_requests_seconds_bucket{%1$s,le="0.01"} %2$d
                gateway_requests_seconds_bucket{%1$s,le="0.1"} %3$d
                gateway_requests_seconds_bucket{%1$s,le="+Inf"} %3$d
                gateway_requests_seconds_count{%1$s} %3$d
                gateway_requests_seconds_sum{%1$s} 1.5
                """.formatted(labels, fast, all);
    }

    private void show(int fast, int good, int errors) {
        metrics.set("# TYPE gateway_requests_seconds histogram\n"
                + lines("2xx", "booking", fast, good)
                + lines("5xx", "payment", errors, errors)
                + lines("1xx", "tracking", 0, 1_000_000)
                + lines("2xx", "console", 0, 1_000_000)
                + "gateway_connections 17.0\n");
    }

    @Test
    void tellsWhatWasAddedAndNotWhatWasThereBefore() {
        show(1_000, 1_000, 500);
        assertThat(watch.figures()).isEqualTo(new GatewayWatch.Figures(0, 0, 0, null));
        clock.advance(Duration.ofSeconds(20));
        show(1_085, 1_095, 505);
        watch.read();
        GatewayWatch.Figures figures = watch.figures();
        assertThat(figures.seconds()).isEqualTo(20);
        assertThat(figures.requests()).isEqualTo(100);
        assertThat(figures.errors()).isEqualTo(5);
        assertThat(figures.p99Seconds()).isCloseTo(0.091, within(1e-9));
    }

    @Test
    void forgetsWhatIsOlderThanFiveMinutes() {
        for (int minute = 0; minute <= 10; minute++) {
            show(100 * minute, 100 * minute, minute == 1 ? 50 : 0);
            watch.read();
            clock.advance(Duration.ofMinutes(1));
        }
        show(1_100, 1_100, 0);
        watch.read();
        assertThat(watch.figures().requests()).isEqualTo(400);
        assertThat(watch.figures().errors()).isZero();
    }

    @Test
    void aGatewayThatHasStartedAnewCountsFromItsStart() {
        show(1_000, 1_000, 0);
        watch.read();
        clock.advance(Duration.ofSeconds(20));
        show(30, 30, 3);
        watch.read();
        assertThat(watch.figures().requests()).isEqualTo(33);
        assertThat(watch.figures().errors()).isEqualTo(3);
    }

    @Test
    void aGatewayThatIsAwayIsToldAfterAMinute() {
        show(10, 10, 0);
        watch.read();
        gateway.stop(0);
        watch.read();
        clock.advance(Duration.ofSeconds(30));
        assertThat(watch.figures().requests()).isZero();
        clock.advance(Duration.ofSeconds(31));
        assertThatThrownBy(watch::figures).isInstanceOf(Failure.Unavailable.class);
    }
}
