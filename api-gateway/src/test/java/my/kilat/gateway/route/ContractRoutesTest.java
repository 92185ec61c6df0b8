package my.kilat.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.openapi.RoutedOperation;
import org.junit.jupiter.api.Test;

/** The route table that follows from the contract. */
class ContractRoutesTest {
    /** Method, path, service, whether it needs a token, the rate limit, and whether it becomes a socket. */
    private static final String OPERATIONS = """
            POST /api/v1/auth/register identity open credentials
            POST /api/v1/auth/login identity open credentials
            POST /api/v1/auth/refresh identity open refresh
            POST /api/v1/auth/logout identity token general
            GET /api/v1/auth/profile identity token general
            PUT /api/v1/auth/profile identity token general
            GET /.well-known/jwks.json identity open general
            POST /api/v1/bookings booking token general
            GET /api/v1/bookings booking token general
            GET /api/v1/bookings/{id} booking token general
            POST /api/v1/bookings/{id}/accept booking token general
            POST /api/v1/bookings/{id}/pickup booking token general
            POST /api/v1/bookings/{id}/deliver booking token general
            POST /api/v1/bookings/{id}/confirm booking token general
            POST /api/v1/bookings/{id}/cancel booking token general
            POST /api/v1/bookings/{id}/decline booking token general
            GET /api/v1/bookings/{id}/history booking token general
            GET /api/v1/bookings/{id}/handling booking token general
            PUT /api/v1/bookings/{id}/handling booking token general
            GET /api/v1/bookings/{id}/welfare booking token general
            GET /api/v1/bookings/{id}/vets booking token general
            GET /api/v1/bookings/{id}/dispatch booking token general
            POST /api/v1/admin/bookings/{id}/assign booking token general
            POST /api/v1/admin/bookings/{id}/reoffer booking token general
            GET /api/v1/admin/vets booking token general
            POST /api/v1/admin/vets booking token general
            PUT /api/v1/admin/vets booking token general
            PUT /api/v1/admin/vets/{id} booking token general
            DELETE /api/v1/admin/vets/{id} booking token general
            POST /api/v1/payments/initiate payment token general
            GET /api/v1/payments payment token general
            GET /api/v1/payments/{id} payment token general
            GET /api/v1/payments/booking/{bookingId} payment token general
            POST /api/v1/payments/{id}/refund payment token general
            GET /api/v1/payments/{id}/checkout payment open general
            POST /api/v1/payments/webhooks/{provider} payment open webhooks
            POST /api/v1/runners runner token general
            GET /api/v1/runners/me runner token general
            POST /api/v1/runners/me/online runner token general
            POST /api/v1/runners/me/offline runner token general
            POST /api/v1/runners/me/location runner token positions
            POST /api/v1/runners/me/locations runner token positions
            POST /api/v1/runners/me/crates runner token general
            GET /api/v1/runners/nearby runner token general
            GET /api/v1/offers dispatch token general
            POST /api/v1/offers/{id}/accept dispatch token general
            POST /api/v1/offers/{id}/decline dispatch token general
            GET /ws/offers dispatch token general socket
            GET /api/v1/petshops runner token general
            POST /api/v1/petshops runner token general
            GET /api/v1/petshops/nearby runner token general
            GET /api/v1/petshops/mine runner token general
            GET /api/v1/petshops/{id} runner token general
            PUT /api/v1/petshops/{id} runner token general
            DELETE /api/v1/petshops/{id} runner token general
            GET /api/v1/tracking/{bookingId} tracking token general
            GET /api/v1/tracking/{bookingId}/route tracking token general
            GET /ws/tracking/{bookingId} tracking token general socket
            GET /api/v1/notifications notification token general
            GET /api/v1/notifications/preferences notification token general
            PUT /api/v1/notifications/preferences notification token general
            POST /api/v1/notifications/fcm-token notification token general
            GET /api/v1/notifications/{id} notification token general
            PUT /api/v1/notifications/{id}/read notification token general
            POST /api/v1/notifications/{id}/read notification token general
            """;

    private static final String TABLE = """
            PATH                             SERVICE       TOKEN            COUNTED AS
            /.well-known/jwks.json           identity      none             general
            /api/v1/admin                    booking       header           general
            /api/v1/auth                     identity      header           general
            /api/v1/auth/login               identity      none             credentials
            /api/v1/auth/refresh             identity      none             refresh
            /api/v1/auth/register            identity      none             credentials
            /api/v1/bookings                 booking       header           general
            /api/v1/notifications            notification  header           general
            /api/v1/offers                   dispatch      header           general
            /api/v1/payments                 payment       header           general
            /api/v1/payments/*/checkout      payment       none             general
            /api/v1/payments/webhooks/*      payment       none             webhooks
            /api/v1/petshops                 runner        header           general
            /api/v1/runners                  runner        header           general
            /api/v1/runners/me/location      runner        header           positions
            /api/v1/runners/me/locations     runner        header           positions
            /api/v1/tracking                 tracking      header           general
            /ws/offers                       dispatch      header or query  general
            /ws/tracking                     tracking      header or query  general
            """;

    private final List<RoutedOperation> contract = ApiDocument.contract().routedOperations();

    private static RoutedOperation get(String path, String service) {
        return new RoutedOperation("GET", path, service, false, false, "general", RoutedOperation.Cost.ONE);
    }

    private static RoutedOperation open(String method, String path) {
        return new RoutedOperation(method, path, "booking", true, false, "general", RoutedOperation.Cost.ONE);
    }

    private static String found(Routes routes, RoutedOperation operation) {
        byte[] path = Bytes.ascii(operation.path().replaceAll("\\{[^/]*}", "7"));
        Route route = routes.find(path, 0, path.length);
        assertThat(route).as(operation.path()).isNotNull();
        return operation.method() + " " + operation.path() + " " + route.upstream() + " "
                + (route.open() ? "open" : "token") + " " + route.allowance().word()
                + (route.socket() ? " socket" : "");
    }

    @Test
    void everyOperationIsRoutedOnItsTerms() {
        Routes routes = ContractRoutes.of(contract);
        assertThat(contract.stream().map(operation -> found(routes, operation)))
                .containsExactlyElementsOf(OPERATIONS.lines().toList());
    }

    @Test
    void theTableHasARowForEachResourceAndForEachException() {
        assertThat(ContractRoutes.of(contract).text()).isEqualToNormalizingNewlines(TABLE);
    }

    @Test
    void whatTheGatewayDoesNotOfferHasNoRoute() {
        byte[] path = Bytes.ascii("/.well-known/ended-sessions");
        assertThat(ContractRoutes.of(contract).find(path, 0, path.length)).isNull();
    }

    @Test
    void anOpenPathKeepsWhatIsBelowItClosed() {
        Routes routes =
                ContractRoutes.of(List.of(open("GET", "/api/v1/reviews"), get("/api/v1/reviews/{id}", "booking")));
        assertThat(routes.rows().stream().map(Route::prefix)).containsExactly("/api/v1/reviews/*", "/api/v1/reviews");
        assertThat(routes.rows().stream().map(Route::open)).containsExactly(false, true);
    }

    @Test
    void aTableThatWouldBeAmbiguousIsRefused() {
        assertThatThrownBy(() -> ContractRoutes.of(List.of(get("/api/v1/a", "booking"), get("/api/v1/a/b", "payment"))))
                .hasMessage("/api/v1/a is answered by booking and payment; one service has to answer it");
        assertThatThrownBy(() -> ContractRoutes.of(List.of(get("/api/v1/a", "booking"), open("POST", "/api/v1/a"))))
                .hasMessage("/api/v1/a: its methods differ in security or x-allowance; a route is for all of them");
        assertThatThrownBy(() -> ContractRoutes.of(List.of(new RoutedOperation(
                        "GET", "/api/v1/a", "booking", false, false, "refresh_token", RoutedOperation.Cost.ONE))))
                .hasMessage("/api/v1/a: there is no allowance \"refresh_token\"");
    }
}
