package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.route.ContractRoutes;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.openapi.ApiDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads where. */
class RouteTest {
    private final Routes routes = ContractRoutes.of(ApiDocument.contract().routedOperations());

    @ParameterizedTest
    @CsvSource({
        "/api/v1/auth/login, identity, true",
        "/api/v1/auth/register, identity, true",
        "/api/v1/auth/refresh, identity, true",
        "/api/v1/auth/logout, identity, false",
        "/api/v1/auth/profile, identity, false",
        "/.well-known/jwks.json, identity, true",
        "/api/v1/bookings, booking, false",
        "/api/v1/bookings/1/accept, booking, false",
        "/api/v1/payments/initiate, payment, false",
        "/api/v1/payments/1, payment, false",
        "/api/v1/payments/1/refund, payment, false",
        "/api/v1/payments/1/checkout, payment, true",
        "/api/v1/payments//checkout, payment, false",
        "/api/v1/payments/1/2/checkout, payment, false",
        "/api/v1/payments/1/checkouts, payment, false",
        "/api/v1/runners/nearby, runner, false",
        "/api/v1/runners/me/location, runner, false",
        "/api/v1/petshops/mine, runner, false",
        "/api/v1/tracking/1/route, tracking, false",
        "/ws/tracking/1, tracking, false",
        "/api/v1/notifications/preferences, notification, false",
    })
    void eachPrefixLeadsToItsPart(String path, String upstream, boolean open) {
        byte[] bytes = Bytes.ascii(path);
        Route route = routes.find(bytes, 0, bytes.length);
        assertThat(route).isNotNull();
        assertThat(route.upstream()).isEqualTo(upstream);
        assertThat(route.open()).isEqualTo(open);
    }

    @Test
    void theLongestPrefixWinsOnWholeSegments() {
        Routes table = new Routes(List.of(Route.to("a", "/x"), Route.to("b", "/x/y"), Route.to("c", "/x/y/z")));
        for (String[] pair : new String[][] {
            {"/x", "a"},
            {"/x/", "a"},
            {"/x/yy", "a"},
            {"/x/y", "b"},
            {"/x/y/zz", "b"},
            {"/x/y/z", "c"},
            {"/x/y/z/1", "c"}
        }) {
            byte[] bytes = Bytes.ascii(pair[0]);
            assertThat(table.find(bytes, 0, bytes.length).upstream())
                    .as(pair[0])
                    .isEqualTo(pair[1]);
        }
        byte[] none = Bytes.ascii("/xy");
        assertThat(table.find(none, 0, none.length)).isNull();
    }

    @Test
    void aRouteMayHaveItsOwnTimeoutAndLimit() throws IOException {
        Routes table = new Routes(List.of(
                Route.to("booking", "/quick").forAnybody().answeringWithin(Duration.ofMillis(200)),
                Route.to("booking", "/small").forAnybody().takingAtMost(10)));
        try (var upstream = StubUpstream.talking(peer -> {
                    if (peer.read().target().equals("/small")) {
                        peer.answer(200, "{}");
                    }
                    peer.in().read();
                });
                var rig = Rig.with(table, upstream)) {
            assertThat(rig.get("/quick").status()).isEqualTo(504);
            assertThat(rig.ask(RawClient.request("POST", "/small", "Content-Length: 10") + "0123456789")
                            .status())
                    .isEqualTo(200);
            assertThat(rig.ask(RawClient.request("POST", "/small", "Content-Length: 11") + "0123456789a")
                            .status())
                    .isEqualTo(413);
        }
    }
}
