package my.kilat.acceptance.client;

import static my.kilat.acceptance.client.FlutterShapes.BOOKING;
import static my.kilat.acceptance.client.FlutterShapes.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Flutter app of runners. Its lists are {@code data.items}, and it never names a page. */
class AppRunnerTest {
    private static final Map<String, Object> DEFAULT_PLACE = Map.of("latitude", 3.1390, "longitude", 101.6869);

    private static Kilat kilat;
    private static Person owner;
    private Person runner;
    private ApiClient app;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        owner = kilat.owner();
    }

    @BeforeEach
    void hire() {
        runner = kilat.runner();
        app = runner.client();
    }

    private JsonNode items(String path) {
        Answer answer = app.get(path).expect(200);
        assertThat(answer.data().path("items").isArray()).as(answer.toString()).isTrue();
        return answer.data().path("items");
    }

    private void act(UUID booking, String action, String status) {
        JsonNode answer = BOOKING.check(app.post("/api/v1/bookings/" + booking + "/" + action)
                .expect(200)
                .data());
        assertThat(answer.path("status").asText()).isEqualTo(status);
        assertThat(BOOKING.check(app.get("/api/v1/bookings/" + booking)
                                .expect(200)
                                .data())
                        .path("status")
                        .asText())
                .isEqualTo(status);
    }

    @Test
    void theSetupMakesAProfile() {
        ApiClient newcomer = kilat.register("runner").client();
        newcomer.get("/api/v1/runners/me").expect(404);
        RUNNER.check(newcomer.post(
                        "/api/v1/runners",
                        Map.of(
                                "full_name", "Kumar Raju",
                                "phone", "+60123456789",
                                "vehicle_type", "car",
                                "vehicle_plate", "VAB 88",
                                "vehicle_model", "Perodua Myvi",
                                "vehicle_year", 2022,
                                "air_conditioned", false))
                .expect(201)
                .data());
        FlutterShapes.CRATE.check(newcomer.post(
                        "/api/v1/runners/me/crates",
                        Map.of(
                                "size",
                                "small",
                                "pet_types",
                                List.of("bird"),
                                "max_weight_kg",
                                5.0,
                                "ventilated",
                                true,
                                "temperature_controlled",
                                false))
                .expect(201)
                .data());
        JsonNode me =
                RUNNER.check(newcomer.get("/api/v1/runners/me").expect(200).data());
        assertThat(me.path("crate_specs")).hasSize(1);
    }

    @Test
    void theDashboardSwitchesOnlineAndOffline() {
        app.post("/api/v1/runners/me/offline").expect(200);
        app.post("/api/v1/runners/me/online", DEFAULT_PLACE).expect(200);
        assertThat(RUNNER.check(app.get("/api/v1/runners/me").expect(200).data())
                        .path("session_status")
                        .asText())
                .isEqualTo("active");
    }

    /** The delivery itself is another client's: at in_progress this one has no button, and it must not see in_transit. */
    @Quirk({"AR-1", "AR-2", "AR-3", "AR-8", "F-3"})
    @Test
    void jobsAreObjectsWithItemsAndOnesOwnComeFirst() {
        UUID booking = Rides.bookAndPay(owner);
        JsonNode open = BOOKING.checkAll(items("/api/v1/bookings?status=requested"));
        assertThat(open.findValuesAsText("id")).contains(booking.toString());
        act(booking, "accept", "accepted");
        act(booking, "pickup", "in_progress");
        for (int i = 0; i < 3; i++) {
            Rides.bookAndPay(owner);
        }
        Answer all = app.get("/api/v1/bookings").expect(200);
        JsonNode mine = BOOKING.checkAll(items("/api/v1/bookings"));
        assertThat(mine.get(0).path("id").asText()).isEqualTo(booking.toString());
        assertThat(all.data().path("limit").asInt())
                .as("as many as there may be")
                .isEqualTo(100);
        assertThat(items("/api/v1/bookings?status=requested").findValuesAsText("id"))
                .doesNotContain(booking.toString());
        act(booking, "deliver", "delivered");
    }

    /** Each row counts as earned. */
    @Quirk({"AR-1", "AR-7"})
    @Test
    void earningsAreReleasedPaymentsOnly() {
        assertThat(items("/api/v1/payments")).isEmpty();
        UUID held = Rides.bookAndPay(owner);
        Rides.act(runner, held, "accept").expect(200);
        Rides.awaitPayment(runner, held, "held");
        assertThat(items("/api/v1/payments")).isEmpty();
        UUID earned = Rides.delivered(owner, runner);
        Rides.act(owner, earned, "confirm").expect(200);
        Rides.awaitPayment(runner, earned, "released");
        JsonNode rows = FlutterShapes.PAYMENT
                .and("booking_number:words escrow_status:released escrow_released_at:time")
                .checkAll(items("/api/v1/payments"));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).path("booking_id").asText()).isEqualTo(earned.toString());
        assertThat(rows.get(0).path("runner_payout_cents").asLong()).isEqualTo(1879);
    }

    @Quirk("AR-9")
    @Test
    void anUnknownSpeedIsTakenAsNone() {
        UUID booking = Rides.bookAndPay(owner);
        Rides.act(runner, booking, "accept").expect(200);
        Rides.awaitTrip(owner, booking, "active");
        app.post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", 3.1444, "longitude", 101.7, "speed_kmh", -3.6, "heading_degrees", -1))
                .expect(200);
        JsonNode waypoint = org.awaitility.Awaitility.await("the waypoint")
                .until(
                        () -> owner.client()
                                .get("/api/v1/tracking/" + booking)
                                .data()
                                .path("waypoints")
                                .path(0),
                        found -> found.path("latitude").asDouble() == 3.1444);
        assertThat(waypoint.path("speed_kmh").asDouble(-1)).isZero();
        assertThat(waypoint.path("heading_degrees").asDouble(-1)).isZero();
    }
}
