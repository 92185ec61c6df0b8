package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The web app of runners. */
class WebRunnerTest {
    private static final Shape ROW = Shape.of("""
            id:uuid booking_number:words created_at:time estimated_price_cents:int final_price_cents?:int
            status:requested|accepted|picked_up|in_transit|delivered|completed|cancelled
            pet_spec.name:words pickup_address.city:text dropoff_address.city:text""");
    private static final Shape BOOKING = ROW.and("""
            pet_spec.pet_type:words pet_spec.weight_kg:number pet_spec.breed:text currency:words notes:text
            pickup_address.line1:text pickup_address.latitude:number pickup_address.longitude:number
            dropoff_address.line1:text dropoff_address.latitude:number dropoff_address.longitude:number
            picked_up_at?:time delivered_at?:time cancelled_at?:time""");
    private static final Map<String, Object> HERE = Map.of("latitude", 3.139, "longitude", 101.6869);

    private static Kilat kilat;
    private static Person owner;
    private Browser browser;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        owner = kilat.owner();
    }

    @BeforeEach
    void register() {
        browser = Browser.registered(kilat, Browser.RUNNER, "runner");
    }

    /** The first step of the setup page: no name, no number, no year. */
    private void makeProfile() {
        browser.post(
                        "/api/v1/runners",
                        Map.of(
                                "vehicle_type", "van",
                                "vehicle_plate", "WXY 1234",
                                "vehicle_model", "Toyota HiAce",
                                "air_conditioned", true))
                .expect(201);
    }

    private void act(UUID booking, String action, String status) {
        browser.post("/api/v1/bookings/" + booking + "/" + action, null).expect(200);
        JsonNode read = BOOKING.check(
                browser.get("/api/v1/bookings/" + booking).expect(200).data());
        assertThat(read.path("status").asText()).isEqualTo(status);
    }

    @Quirk({"WR-1", "WR-7"})
    @Test
    void theSetupPageMakesAProfileFromTheAccountAndAddsACrate() {
        browser.get("/api/v1/runners/me").expect(404);
        makeProfile();
        browser.post(
                        "/api/v1/runners/me/crates",
                        Map.of(
                                "size",
                                "medium",
                                "pet_types",
                                List.of("cat", "hamster"),
                                "max_weight_kg",
                                15,
                                "width_cm",
                                60,
                                "height_cm",
                                50,
                                "depth_cm",
                                80,
                                "ventilated",
                                true,
                                "temperature_controlled",
                                false))
                .expect(201);
        JsonNode me = Shape.of("rating:number total_trips:int vehicle_type:words session_status:active|inactive")
                .check(browser.get("/api/v1/runners/me").expect(200).data());
        assertThat(me.path("full_name").asText()).isEqualTo("Aisyah Rahman");
        assertThat(me.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(me.path("crate_specs").get(0).path("pet_types").get(1).asText())
                .isEqualTo("hamster");
    }

    @Quirk({"WR-6", "WR-8"})
    @Test
    void theSwitchTurnsOnTwiceAndOffTwice() {
        makeProfile();
        for (String state : List.of("online", "online", "offline", "offline")) {
            browser.post("/api/v1/runners/me/" + state, state.equals("online") ? HERE : null)
                    .expect(200);
            assertThat(browser.get("/api/v1/runners/me")
                            .data()
                            .path("session_status")
                            .asText())
                    .isEqualTo(state.equals("online") ? "active" : "inactive");
            browser.post("/api/v1/runners/me/location", HERE).expect(state.equals("online") ? 200 : 400);
        }
    }

    /** Deliver is offered at in_transit only; locations are posted whether the runner went online or not. */
    @Quirk({"W-6", "WR-2", "WR-3", "WR-5", "WR-8", "WR-9", "WR-10"})
    @Test
    void aJobFromTheListToTheEarnings() {
        makeProfile();
        UUID booking = Rides.bookAndPay(owner);
        assertThat(row(booking, 20).path("status").asText()).isEqualTo("requested");

        act(booking, "accept", "accepted");
        Rides.awaitTrip(owner, booking, "active");
        act(booking, "pickup", "in_transit");
        assertThat(row(booking, 20).path("status").asText()).isEqualTo("in_transit");
        try (Socket socket = new Socket(kilat.gatewayPort(), owner, booking.toString(), "")) {
            browser.post("/api/v1/runners/me/location", Map.of("latitude", 3.1422, "longitude", 101.6869))
                    .expect(200);
            JsonNode frame = socket.awaitPosition(3.1422);
            assertThat(frame.path("speed_kmh").isNumber()).isTrue();
            assertThat(frame.path("heading_degrees").isNumber()).isTrue();
        }
        act(booking, "deliver", "delivered");
        assertThat(row(booking, 50).has("final_price_cents")).isFalse();
        Rides.act(owner, booking, "confirm").expect(200);
        assertThat(row(booking, 50).path("final_price_cents").asLong()).isEqualTo(2210);
    }

    private JsonNode row(UUID booking, int limit) {
        for (JsonNode row : ROW.checkAll(browser.get("/api/v1/bookings?page=1&limit=" + limit)
                .expect(200)
                .data())) {
            if (row.path("id").asText().equals(booking.toString())) {
                return row;
            }
        }
        throw new AssertionError(booking + " is not listed");
    }

    @Quirk("WR-4")
    @Test
    void theActiveJobIsAmongTheFirstFiveHoweverManyAreNewer() {
        makeProfile();
        UUID booking = Rides.bookAndPay(owner);
        browser.post("/api/v1/bookings/" + booking + "/accept", null).expect(200);
        for (int i = 0; i < 6; i++) {
            Rides.bookAndPay(owner);
        }
        JsonNode first =
                browser.get("/api/v1/bookings?page=1&limit=5").expect(200).data();
        assertThat(first.get(0).path("id").asText()).isEqualTo(booking.toString());
    }

    @Test
    void aJobThatIsGoneIsRefusedInWords() {
        makeProfile();
        UUID booking = Rides.bookAndPay(owner);
        Rides.act(kilat.runner(), booking, "accept").expect(200);
        assertThat(browser.post("/api/v1/bookings/" + booking + "/accept", null)
                        .expect(409)
                        .error())
                .contains("taken");
    }
}
