package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import my.kilat.contract.catalogue.Component;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.upstream.UpstreamSettings;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** What has passed all other stages goes to the upstream of its route. */
class ForwardTest {
    @Test
    void theUpstreamOfTheRouteIsAsked() {
        UpstreamSettings settings = UpstreamSettings.from(Environment.of(Map.of()), Component.BOOKING);
        Routes routes = new Routes(List.of(Route.to("booking", "/bookings")));
        // Nothing is resolved before it is started, so there is no instance to ask.
        try (Upstreams upstreams = new Upstreams(List.of(settings), Duration.ofSeconds(5));
                StageRig rig = StageRig.of(
                        new FindRoute(routes),
                        new Forward(new AdmissionParts.Routing(routes, BodyLimits.of(List.of()), upstreams), true))) {
            assertThat(rig.send("GET", "/bookings", "Accept-Encoding: gzip"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("booking is unavailable");
            assertThat(rig.hasPassed()).isFalse();
            assertThat(upstreams.get("booking").inFlight()).isZero();
        }
    }
}
