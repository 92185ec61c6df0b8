package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web app of owners. */
class WebLandingTest {
    private static final Map<String, String> PAGE = Map.of("Origin", Browser.LANDING);
    private static final Shape ROW = Shape.of("""
            id:uuid booking_number:words status:words created_at:time estimated_price_cents:int
            pet_spec.name:words pet_spec.pet_type:words
            pickup_address.line1:text pickup_address.city:text dropoff_address.line1:text dropoff_address.city:text""");
    private static final Shape BOOKING = ROW.and("""
            pet_spec.weight_kg:number pet_spec.breed:text currency:words final_price_cents?:int
            pickup_address.latitude:number pickup_address.longitude:number
            dropoff_address.latitude:number dropoff_address.longitude:number
            picked_up_at?:time delivered_at?:time cancelled_at?:time""");
    private static final Shape PAYMENT =
            Shape.of("escrow_status:pending|held|released|refunded|failed amount_cents:int");
    private static final Shape RUNNER = Shape.of("""
            id:uuid full_name:words vehicle_type:words vehicle_model:words rating:number total_trips:int
            air_conditioned:bool distance_km:number""");
    private static final Shape SHOP = Shape.of("""
            id:uuid name:words address:text category:grooming|vet|boarding|pet_store rating:number services:array""");

    private static Kilat kilat;
    private static Browser browser;
    private static Person runner;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        browser = Browser.registered(kilat, Browser.LANDING, "owner");
        runner = kilat.runner();
    }

    /** The form's body: no second line, no postal code, no age. */
    private static Map<String, Object> form(String petType) {
        Map<String, Object> form = new HashMap<>(Rides.request());
        form.put(
                "pet_spec",
                Map.of("pet_type", petType, "name", "Bella", "weight_kg", 12, "breed", "", "special_needs", ""));
        form.put("notes", "Ring twice");
        return form;
    }

    private static String book() {
        return browser.post("/api/v1/bookings", form("dog"))
                .expect(201)
                .data()
                .path("id")
                .asText();
    }

    private static JsonNode booking(String id) {
        return BOOKING.check(browser.get("/api/v1/bookings/" + id).expect(200).data());
    }

    private static JsonNode pay(String id) {
        JsonNode booking = booking(id);
        return PAYMENT.check(browser.post(
                        "/api/v1/payments/initiate",
                        Map.of(
                                "booking_id", id,
                                "amount_cents", booking.path("estimated_price_cents"),
                                "currency", booking.path("currency"),
                                "customer_email", browser.email()))
                .data());
    }

    /** The buttons: pay at requested, track from accepted to in_transit, confirm at delivered. */
    @Quirk({"W-6", "WL-1", "WL-8", "WL-10"})
    @Test
    void aRideFromTheFormToTheConfirmation() {
        String id = book();
        assertThat(booking(id).path("status").asText()).isEqualTo("requested");
        browser.get("/api/v1/payments/booking/" + id).expect(404);
        assertThat(pay(id).path("escrow_status").asText()).isIn("held", "released");
        PAYMENT.check(browser.get("/api/v1/payments/booking/" + id).expect(200).data());
        assertThat(pay(id).path("escrow_status").asText()).as("a second time").isEqualTo("held");
        Rides.awaitField(runner, UUID.fromString(id), "payment_status", "held");

        act("accept", id, "accepted");
        act("pickup", id, "in_transit");
        act("deliver", id, "delivered");
        JsonNode confirmed = BOOKING.check(browser.post("/api/v1/bookings/" + id + "/confirm", null)
                .expect(200)
                .data());
        assertThat(confirmed.path("status").asText()).isEqualTo("completed");
        assertThat(confirmed.path("final_price_cents").asLong()).isEqualTo(2210);
    }

    private static void act(String action, String id, String status) {
        Rides.act(runner, UUID.fromString(id), action).expect(200);
        JsonNode booking = booking(id);
        assertThat(booking.path("status").asText()).isEqualTo(status);
        assertThat(booking.has("final_price_cents"))
                .as("before it is completed")
                .isFalse();
        JsonNode row = browser.get("/api/v1/bookings?page=1&limit=5")
                .expect(200)
                .data()
                .get(0);
        assertThat(row.path("id").asText()).isEqualTo(id);
        assertThat(row.path("status").asText()).isEqualTo(status);
    }

    @Quirk("W-7")
    @Test
    void bookingsAreListedInPages() {
        Browser newcomer = Browser.registered(kilat, Browser.LANDING, "owner");
        JsonNode empty =
                newcomer.get("/api/v1/bookings?page=1&limit=5").expect(200).json();
        assertThat(empty.path("data").isArray()).isTrue();
        assertThat(empty.path("data")).isEmpty();
        assertThat(empty.path("pagination").path("total_pages").asInt(-1)).isZero();
        book();
        ROW.checkAll(browser.get("/api/v1/bookings?page=1&limit=5").expect(200).data());
        JsonNode page =
                browser.get("/api/v1/bookings?page=1&limit=10").expect(200).json();
        Shape.of("total_pages:int").check(page.path("pagination"));
    }

    @Quirk("WL-2")
    @ParameterizedTest
    @ValueSource(strings = {"hamster", "fish"})
    void petsThatTheFormOffersBesidesAreTaken(String petType) {
        JsonNode pet = browser.post("/api/v1/bookings", form(petType))
                .expect(201)
                .data()
                .path("pet_spec");
        assertThat(pet.path("pet_type").asText()).isEqualTo("other");
        assertThat(pet.path("pet_type_label").asText()).isEqualTo(petType);
    }

    @Test
    void aBookingIsCancelledWithAReasonOrWithout() {
        for (Map<String, String> body : List.of(Map.<String, String>of(), Map.of("reason", "No time"))) {
            String id = book();
            JsonNode cancelled = BOOKING.check(browser.post("/api/v1/bookings/" + id + "/cancel", body)
                    .expect(200)
                    .data());
            assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
            assertThat(cancelled.path("cancel_note").asText()).isEqualTo(body.getOrDefault("reason", ""));
        }
    }

    /** Every frame is drawn as a position, and the page makes no call that would renew its token. */
    @Quirk({"WL-3", "WL-4", "WL-7"})
    @Test
    void theTrackingPageSeesNothingButPositionsAndIsNeverHungUpOn() {
        String id = book();
        UUID booking = UUID.fromString(id);
        pay(id);
        Rides.awaitField(runner, booking, "payment_status", "held");
        try (Socket early = new Socket(kilat.gatewayPort(), browser.person(), id, "", PAGE)) {
            Rides.act(runner, booking, "accept").expect(200);
            Rides.act(runner, booking, "pickup").expect(200);
            Rides.awaitTrip(runner, booking, "active");
            Rides.locate(runner, 3.1411);
            early.awaitPosition(3.1411);
            try (Socket late = new Socket(kilat.gatewayPort(), browser.person(), id, "", PAGE)) {
                assertThat(late.awaitPosition(3.1411))
                        .as("the last position at once")
                        .isNotNull();
            }
            Rides.act(runner, booking, "deliver").expect(200);
            browser.post("/api/v1/bookings/" + id + "/confirm", null).expect(200);
            Rides.awaitTrip(browser.person(), booking, "completed");
            Shape position = Shape.of("latitude:number longitude:number speed_kmh:number timestamp:time");
            early.frames().forEach(position::check);
            assertThat(early.closeCode()).isEqualTo(-1);
        }
    }

    @Quirk({"W-7", "WL-5"})
    @Test
    void runnersNearbyHaveADistance() {
        String near = "/api/v1/runners/nearby?latitude=3.139&longitude=101.6869&radius_km=10";
        RUNNER.checkAll(browser.get(near).expect(200).data());
        JsonNode atSea = browser.get("/api/v1/runners/nearby?latitude=0&longitude=-30&radius_km=10")
                .expect(200)
                .data();
        assertThat(atSea.isArray()).isTrue();
        assertThat(atSea).isEmpty();
    }

    @Quirk("WL-6")
    @Test
    void petShopsAreListedFilteredAndLookedAt() {
        JsonNode all = SHOP.checkAll(browser.get("/api/v1/petshops").expect(200).data());
        JsonNode vets = SHOP.checkAll(
                browser.get("/api/v1/petshops?category=vet").expect(200).data());
        assertThat(vets).allMatch(shop -> shop.path("category").asText().equals("vet"));
        assertThat(all).as("a distance only where a place was searched").noneMatch(shop -> shop.has("distance_km"));
        SHOP.and("latitude:number longitude:number phone:text email:text opening_hours:text description:text")
                .check(browser.get("/api/v1/petshops/" + all.get(0).path("id").asText())
                        .expect(200)
                        .data());
        browser.get("/api/v1/petshops/" + UUID.randomUUID()).expect(404);
    }
}
