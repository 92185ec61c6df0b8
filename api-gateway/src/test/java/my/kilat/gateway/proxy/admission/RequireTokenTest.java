package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a caller only open routes are reached; the answer says what is missing. */
class RequireTokenTest {
    private static final Routes ROUTES = new Routes(List.of(
            Route.to("booking", "/bookings"),
            Route.to("tracking", "/socket").asSocket(),
            Route.to("booking", "/open").forAnybody()));

    private final StageRig rig = StageRig.with(rig ->
            List.of(new FindRoute(ROUTES), new RequireToken(new TokenVerification(rig.verifier(), rig.threads()))));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theReasonIsTold() {
        assertThat(rig.send("GET", "/bookings"))
                .startsWith("HTTP/1.1 401 ")
                .contains("authorization header is required");
        assertThat(rig.send("GET", "/bookings", "Authorization: Basic x")).contains("must be Bearer {token}");
        assertThat(rig.send("GET", "/bookings", "Authorization: Bearer x")).contains("invalid or expired token");
        assertThat(rig.send("GET", "/socket")).contains("token query parameter is required");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void anOpenRouteNeedsNone() {
        rig.send("GET", "/open");
        assertThat(rig.hasPassed()).isTrue();
    }
}
