package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The iOS app of runners. It makes no accounts: in development it is used with one that is there from the start. */
class AppRunnerIosTest {
    private static final Shape ADDRESS = Shape.of("""
            line1:text line2:text city:text state:text postal_code:text country:text latitude:number longitude:number""");
    private static final Shape BOOKING =
            Shape.of("""
                    id:uuid booking_number:words owner_id:uuid runner_id?:uuid
                    status:requested|accepted|in_progress|delivered|completed|cancelled pet_spec:object
                    route_spec.distance_km:number estimated_price_cents:int final_price_cents?:int currency:words
                    version:int picked_up_at?:time delivered_at?:time created_at:time updated_at:time notes?:text""").and(ADDRESS.below("pickup_address")).and(ADDRESS.below("dropoff_address"));
    private static final Shape RUNNER = Shape.of("""
            id:uuid user_id:uuid full_name:text phone:text vehicle_type:text vehicle_plate:text vehicle_model:text
            air_conditioned:bool session_status:active|inactive rating:number total_trips:int created_at:time
            crate_specs[].id:uuid crate_specs[].size:small|medium|large|xlarge crate_specs[].pet_types[]:text
            crate_specs[].max_weight_kg:number crate_specs[].width_cm:number crate_specs[].height_cm:number
            crate_specs[].depth_cm:number crate_specs[].ventilated:bool crate_specs[].temperature_controlled:bool""");
    private static final Shape MESSAGE = Shape.of("message:words");

    private static Kilat kilat;
    private static Person owner;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        owner = kilat.owner();
    }

    @Quirk({"IR-2", "IR-3", "IR-4", "IR-9", "IR-10"})
    @Test
    void theRunnerOfDevelopmentLogsInAndGoesOnlineAndOffline() {
        Person runner = kilat.logIn("runner.test@kilat.my", "TestRunner123!");
        IosApp app = IosApp.of(runner);
        JsonNode loggedIn =
                app.post("/api/v1/auth/login", Map.of("email", "runner.test@kilat.my", "password", "TestRunner123!"));
        Shape.of("""
                access_token:words refresh_token:words user.id:uuid user.email:words user.phone?:text user.full_name:words
                user.role:runner user.is_verified:bool user.created_at?:time""").check(loggedIn);
        Shape.of("access_token:words refresh_token:words")
                .check(app.post("/api/v1/auth/refresh", Map.of("refresh_token", loggedIn.path("refresh_token"))));
        assertThat(RUNNER.check(app.get("/api/v1/runners/me")).path("crate_specs"))
                .isNotEmpty();
        MESSAGE.check(app.post("/api/v1/runners/me/online", Map.of("latitude", 3.139, "longitude", 101.6869)));
        assertThat(app.get("/api/v1/runners/me").path("session_status").asText())
                .isEqualTo("active");
        MESSAGE.check(app.post("/api/v1/runners/me/offline"));
        assertThat(app.get("/api/v1/runners/me").path("session_status").asText())
                .isEqualTo("inactive");
    }

    @Quirk("IR-2")
    @Test
    void aProfileHasAListOfCratesEvenWithoutAny() {
        Person newcomer = kilat.register("runner");
        IosApp app = IosApp.of(newcomer);
        app.raw().get("/api/v1/runners/me").expect(404);
        app.post(
                "/api/v1/runners",
                Map.of("vehicle_type", "car", "vehicle_plate", "WKL 1", "vehicle_model", "Perodua Bezza"));
        assertThat(RUNNER.check(app.get("/api/v1/runners/me")).path("crate_specs"))
                .isEmpty();
        app.post("/api/v1/runners/me/crates", Map.of("size", "small", "pet_types", List.of("cat"), "max_weight_kg", 5));
        assertThat(RUNNER.check(app.get("/api/v1/runners/me")).path("crate_specs"))
                .hasSize(1);
    }

    /** Reopened in the middle of a ride it posts the pick-up again, and it never went online in this session. */
    @Quirk({"IR-1", "IR-5", "IR-6", "IR-7", "IR-8", "IR-9", "IR-11", "IR-12"})
    @Test
    void aJobFromTheListToTheEarnings() {
        Person runner = kilat.runner();
        IosApp app = IosApp.of(runner);
        app.post("/api/v1/runners/me/offline");
        UUID booking = Rides.bookAndPay(owner);
        String path = "/api/v1/bookings/" + IosApp.id(booking);
        JsonNode jobs = BOOKING.checkAll(app.get("/api/v1/bookings?status=requested&page=1&limit=20"));
        assertThat(jobs.findValuesAsText("id")).contains(booking.toString());
        BOOKING.check(app.get(path));
        assertThat(BOOKING.check(app.post(path + "/accept")).path("status").asText())
                .isEqualTo("accepted");
        Rides.awaitTrip(owner, booking, "active");
        JsonNode pickedUp = BOOKING.check(app.post(path + "/pickup"));
        assertThat(pickedUp.path("status").asText()).isEqualTo("in_progress");
        assertThat(BOOKING.check(app.post(path + "/pickup"))).as("once more").isEqualTo(pickedUp);
        followsItselfInBursts(app, runner, booking);
        assertThat(BOOKING.check(app.post(path + "/deliver")).path("status").asText())
                .isEqualTo("delivered");
        assertThat(app.get("/api/v1/bookings?status=completed&page=1&limit=20")).isEmpty();
        Rides.act(owner, booking, "confirm").expect(200);
        Rides.awaitStatus(owner, booking, "completed");
        JsonNode page = app.raw()
                .get("/api/v1/bookings?status=completed&page=1&limit=20")
                .expect(200)
                .json();
        JsonNode earned = BOOKING.and("final_price_cents:int delivered_at:time").checkAll(page.path("data"));
        assertThat(earned).hasSize(1);
        Shape.of("page:int limit:int total:int total_pages?:int").check(page.path("pagination"));
    }

    /** Five points one after another, which are all kept, in their order. */
    private static void followsItselfInBursts(IosApp app, Person runner, UUID booking) {
        List<Double> latitudes = List.of(3.1461, 3.1462, 3.1463, 3.1464, 3.1465);
        String id = IosApp.id(booking);
        try (Socket socket = new Socket(kilat.gatewayPort(), runner, id, "", IosApp.NATIVE)) {
            for (double latitude : latitudes) {
                MESSAGE.check(app.post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", latitude, "longitude", 101.7, "speed_kmh", 30, "heading_degrees", 90)));
            }
            socket.awaitPosition(3.1465);
            assertThat(socket.frames()).allSatisfy(frame -> {
                Shape.of("""
                        runner_id:words latitude:number longitude:number speed_kmh:number heading_degrees:number
                        timestamp:time""").check(frame);
                assertThat(frame.path("booking_id").asText()).isEqualTo(id);
            });
        }
        List<Double> kept = Awaitility.await("all five")
                .until(
                        () -> Stream.of(owner.client().get("/api/v1/tracking/" + booking))
                                .flatMap(answer -> answer.data().path("waypoints").findValues("latitude").stream())
                                .map(JsonNode::asDouble)
                                .toList(),
                        waypoints -> waypoints.size() >= 5);
        assertThat(kept).isEqualTo(latitudes);
    }
}
