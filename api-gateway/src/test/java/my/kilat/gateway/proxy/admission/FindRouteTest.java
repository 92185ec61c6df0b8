package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The path decides on the route. */
class FindRouteTest {
    private static final Route BOOKINGS = Route.to("booking", "/api/bookings");

    private final StageRig rig = StageRig.of(new FindRoute(new Routes(List.of(BOOKINGS))));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aPathBelowThePrefixHasTheRoute() {
        rig.send("GET", "/api/bookings/7?a=b");
        assertThat(rig.passed().admission().route()).isEqualTo(BOOKINGS);
    }

    @Test
    void anotherPathHasNoneAlsoOnTheSameConnection() {
        rig.send("GET", "/api/bookings/7");
        rig.send("GET", "/api/bookingsandmore");
        assertThat(rig.passed().admission().route()).isNull();
    }
}
