package my.kilat.console.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the map and the page of a runner are put together from, and what they say when a part is missing. */
class MapTest {
    private static final String RUNNER = """
            {"user_id":"%s","name":"Siti","phone":"","vehicle_type":"van","vehicle_plate":"W 1","vehicle_model":"HiAce","rating":0,
            "crates":1,"state":"busy","rides":[],"total_trips":0,"abandoned_trips":0,"created_at":"2026-02-12T10:00:00Z",
            "latitude":3.1,"longitude":101.7}""".formatted(UUID.randomUUID());

    private static final String POSITION =
            "\"at\":\"2026-02-12T02:00:00Z\",\"latitude\":3.1,\"longitude\":101.7,\"speed_kmh\":20";

    private final UUID ride = UUID.randomUUID();
    private IdentityStandIn identity;
    private ServiceStandIn services;
    private TestService console;
    private ApiClient operator;

    @BeforeEach
    void start() {
        identity = new IdentityStandIn();
        services = new ServiceStandIn()
                .answering("/internal/v1/runners/places", 200, data("{\"items\":[" + RUNNER + "]}"))
                .answering(
                        "/internal/v1/bookings/rows",
                        200,
                        data(
                                "{\"items\":[{\"id\":\"" + ride
                                        + "\",\"number\":\"BK-1\",\"status\":\"accepted\",\"pet_name\":\"Mochi\","
                                        + "\"pickup\":\"A\",\"dropoff\":\"B\",\"since\":\"2026-02-12T10:00:00Z\",\"stuck\":false}]}"))
                .answering(
                        "/internal/v1/bookings/file",
                        200,
                        data("{\"booking\":{\"pickup_address\":{\"latitude\":3.1,\"longitude\":101.6},"
                                + "\"dropoff_address\":{\"latitude\":3.2,\"longitude\":101.7}}}"));
        console = TestService.start(false, Browser.settings(identity, services.url()), new ConsoleService());
        operator = Browser.logIn(console, "operator");
    }

    @AfterEach
    void stop() {
        console.close();
        services.close();
        identity.close();
    }

    private static String data(String data) {
        return "{\"success\":true,\"data\":" + data + "}";
    }

    private JsonNode map() {
        console.clock().advance(Duration.ofSeconds(3));
        return operator.get("/api/v1/console/map").expect(200).data();
    }

    @Test
    void aRideHasBothEndsWhichAreAskedForOnce() {
        JsonNode shown = map();
        assertThat(shown.path("runners").get(0).path("name").asText()).isEqualTo("Siti");
        assertThat(shown.path("rides").get(0).path("to").path("latitude").asDouble())
                .isEqualTo(3.2);
        assertThat(shown.path("missing")).isEmpty();
        services.answering("/internal/v1/bookings/file", 500, "");
        assertThat(map().path("rides").get(0).path("from").path("longitude").asDouble())
                .isEqualTo(101.6);
    }

    @Test
    void withoutAStyleOfItsOwnThereIsNone() {
        assertThat(map().has("style_url")).isFalse();
    }

    @Test
    void aServiceThatFailsIsNamedAndTheRestIsShown() {
        services.answering("/internal/v1/bookings/rows", 500, "");
        JsonNode shown = map();
        assertThat(shown.path("runners")).hasSize(1);
        assertThat(shown.path("rides")).isEmpty();
        assertThat(shown.path("missing").get(0).path("words").asText())
                .isEqualTo("the booking service answered with status 500; its log says why");
    }

    @Test
    void shopsAreAskedForOnceAMinute() {
        services.answering(
                "/internal/v1/shops/places",
                200,
                data("{\"items\":[{\"id\":\"1\",\"name\":\"Vet\",\"category\":\"vet\",\"address\":\"KL\","
                        + "\"phone\":\"\",\"latitude\":3.1,\"longitude\":101.6}]}"));
        assertThat(operator.get("/api/v1/console/map/shops")
                        .expect(200)
                        .data()
                        .path("items")
                        .get(0)
                        .path("name")
                        .asText())
                .isEqualTo("Vet");
        services.answering("/internal/v1/shops/places", 500, "");
        console.clock().advance(Duration.ofSeconds(50));
        assertThat(operator.get("/api/v1/console/map/shops").status()).isEqualTo(200);
        console.clock().advance(Duration.ofSeconds(20));
        assertThat(operator.get("/api/v1/console/map/shops").status()).isEqualTo(503);
    }

    @Test
    void placesInThePastAreReadPageByPageUpToABound() {
        String page = "{\"items\":[{\"user_id\":\"" + UUID.randomUUID() + "\",\"name\":\"Siti\"," + POSITION
                + "}],\"next\":\"" + UUID.randomUUID() + "\"}";
        services.answering("/internal/v1/runners/places-at", 200, data(page));
        for (String time : List.of("yesterday", "-999999999-01-01T00:00:00Z", "%2B999999999-12-31T00:00:00Z")) {
            assertThat(operator.get("/api/v1/console/map/places?at=" + time)
                            .expect(400)
                            .error())
                    .startsWith("at");
        }
        JsonNode shown = operator.get("/api/v1/console/map/places?at=2026-02-12T10:00:30.5%2B08:00")
                .expect(200)
                .data();
        assertThat(shown.path("items")).hasSize(4);
        assertThat(shown.path("more").asBoolean()).isTrue();
        assertThat(shown.path("at").asText()).isEqualTo("2026-02-12T02:00:30Z");
        services.answering("/internal/v1/runners/places-at", 200, data("{\"items\":[]}"));
        assertThat(operator.get("/api/v1/console/map/places?at=2026-02-12T10:00:00Z")
                        .expect(200)
                        .data()
                        .path("more")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map/places",
                "map/places?at=yesterday",
                "map/places?at=2026-02-12",
                "runners/0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11/track?from=2026-02-12T10:00:00Z",
                "runners/0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11/track?from=2026-02-12T10:00:00Z&until=2026-02-12T10:00:00Z",
                "runners/0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11/track?from=2026-02-12T10:00:00Z&until=2026-02-13T10:00:01Z"
            })
    void aTimeThatIsNoneIsRefusedBeforeAnybodyIsAsked(String path) {
        assertThat(operator.get("/api/v1/console/" + path).status()).isEqualTo(400);
    }

    @Test
    void aTrackIsPassedOn() {
        services.answering("/internal/v1/runners/track", 200, data("{\"positions\":[{" + POSITION + "}]}"));
        assertThat(operator.get("/api/v1/console/runners/" + UUID.randomUUID()
                                + "/track?from=2026-02-11T16:00:00Z&until=2026-02-12T10:00:00Z")
                        .expect(200)
                        .data()
                        .path("positions"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runners", "bookings"})
    void whatDoesNotExistIsToldFromAServiceThatDoesNotKnowTheQuestion(String kind) {
        String path = "/api/v1/console/" + kind + "/" + UUID.randomUUID();
        String file = "/internal/v1/" + kind + "/file";
        services.answering(
                file,
                404,
                "{\"success\":false,\"error\":\"not found\",\"detail\":\"Something with id 'x' was not found\"}");
        assertThat(operator.get(path).status()).isEqualTo(404);
        services.answering(file, 404, "{\"success\":false,\"error\":\"route not found\"}");
        Answer unknown = operator.get(path);
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.error()).contains("service does not know what the console asks");
    }

    @Test
    void aRunnerIsShownWithoutTheRidesThatCannotBeRead() {
        String path = "/api/v1/console/runners/" + UUID.randomUUID();
        services.answering("/internal/v1/runners/file", 200, data("{\"runner\":" + RUNNER + ",\"positions\":[]}"))
                .answering("/internal/v1/bookings/rows", 403, "");
        JsonNode file = operator.get(path).expect(200).data();
        assertThat(file.path("runner").path("name").asText()).isEqualTo("Siti");
        assertThat(file.path("missing").get(0).path("words").asText())
                .startsWith("the booking service refuses the console");
    }
}
