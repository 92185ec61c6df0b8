package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has no route is a document of the gateway, or nothing. */
class ServePagesTest {
    private final Pages pages = new Pages();
    private final StageRig rig = StageRig.of(
            new AssignRequestId(),
            new FindRoute(new Routes(List.of(Route.to("booking", "/api/bookings")))),
            new ServePages(pages));

    @BeforeEach
    void load() {
        pages.load();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aDocumentIsServedToWhoeverReadsIt() {
        assertThat(rig.send("GET", "/openapi.yaml")).startsWith("HTTP/1.1 200 ").contains("openapi: ");
        assertThat(rig.send("POST", "/openapi.yaml")).startsWith("HTTP/1.1 404 ");
        assertThat(rig.send("GET", "/nothing")).contains("nothing is served at this path");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void whatHasARouteGoesOn() {
        rig.send("GET", "/api/bookings");
        assertThat(rig.hasPassed()).isTrue();
    }
}
