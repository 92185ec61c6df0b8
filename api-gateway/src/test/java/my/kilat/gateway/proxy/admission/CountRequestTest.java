package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.platform.fixture.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests are counted in the buckets of their allowance. */
class CountRequestTest {
    private static final int PER_MINUTE = 10;
    private static final Routes ROUTES = new Routes(List.of(
            Route.to("identity", "/login").forAnybody().countedAs(Allowance.CREDENTIALS),
            Route.to("payment", "/webhooks").forAnybody().countedAs(Allowance.WEBHOOKS),
            Route.to("booking", "/bookings").forAnybody()));

    private final StageRig rig = StageRig.of(
            new FindRoute(ROUTES), new CountRequest(new RateLimiter(PER_MINUTE, 100, new TestClock()), null));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theOneTooManyIsRefusedAndToldWhenToComeBack() {
        for (int left = PER_MINUTE - 1; left >= 0; left--) {
            assertThat(rig.send("GET", "/bookings")).contains("RateLimit-Remaining: " + left + "\r\n");
        }
        assertThat(rig.send("GET", "/bookings"))
                .startsWith("HTTP/1.1 429 ")
                .contains("rate limit exceeded")
                .contains("Retry-After: ");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void webhooksAreCountedInABucketOfTheirOwn() {
        for (int left = 3 * PER_MINUTE - 1; left >= 0; left--) {
            assertThat(rig.send("POST", "/webhooks")).contains("RateLimit-Remaining: " + left + "\r\n");
        }
        assertThat(rig.send("POST", "/webhooks")).startsWith("HTTP/1.1 429 ");
        assertThat(rig.send("GET", "/bookings")).contains("RateLimit-Remaining: " + (PER_MINUTE - 1) + "\r\n");
    }

    @Test
    void credentialsAreCountedInBothBuckets() {
        rig.send("GET", "/login");
        rig.send("GET", "/login");
        assertThat(rig.send("GET", "/login")).startsWith("HTTP/1.1 429 ");
        assertThat(rig.send("GET", "/bookings")).contains("RateLimit-Remaining: " + (PER_MINUTE - 4) + "\r\n");
    }
}
