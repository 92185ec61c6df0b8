package my.kilat.console.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import my.kilat.console.Browser;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;

/** The services that a demo needs, each of which does what it is asked; so whatever is refused is refused by the console. */
final class DemoPlatform implements AutoCloseable {
    static final String PATH = "/api/v1/console/simulator";
    static final String BOOKING = "/api/v1/bookings/" + UUID.randomUUID();
    static final String BOOKED = "{\"data\":{\"id\":\"" + BOOKING.substring(17)
            + "\",\"booking_number\":\"BK-1\",\"estimated_price_cents\":2210}}";

    private final ServiceStandIn services = new ServiceStandIn()
            .answering("/internal/v1/simulator/providers", 200, "{\"data\":{\"channels\":[]}}")
            .answering(
                    "/internal/v1/simulator/provider", 200, "{\"data\":{\"message\":\"sms: there before, away now\"}}")
            .answering("/api/v1/bookings", 201, BOOKED)
            .answering(BOOKING, 200, "{\"data\":{\"status\":\"requested\"}}")
            .answering("/api/v1/payments/initiate", 201, "{\"data\":{}}");

    private final IdentityStandIn identity = new IdentityStandIn();

    DemoPlatform() {
        List.of("accept", "pickup", "deliver", "confirm", "cancel").forEach(act -> accepting(BOOKING + "/" + act));
        List.of("", "/me/crates", "/me/online", "/me/offline", "/me/location")
                .forEach(path -> accepting("/api/v1/runners" + path));
    }

    ServiceStandIn services() {
        return services;
    }

    IdentityStandIn identity() {
        return identity;
    }

    void accepting(String path) {
        services.answering(path, 200, "{\"data\":{}}");
    }

    Environment development() {
        Map<String, String> settings = new HashMap<>(Browser.settings(identity, services.url()));
        settings.put("SIMULATOR_STEP", "5ms");
        return TestService.environment(false, settings);
    }

    static Map<String, Object> demo(int count, String card) {
        return Map.of("count", count, "card", card, "reason", "to see it");
    }

    /** The demo once it is so. */
    static JsonNode awaitDemo(ApiClient client, Predicate<JsonNode> holds) {
        return Awaitility.await()
                .until(() -> client.get(PATH).expect(200).data().path("demo"), holds::test);
    }

    static boolean isOver(JsonNode demo) {
        return !demo.path("running").asBoolean();
    }

    @Override
    public void close() {
        services.close();
        identity.close();
    }
}
