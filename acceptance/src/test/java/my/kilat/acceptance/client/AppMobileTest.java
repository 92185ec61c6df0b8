package my.kilat.acceptance.client;

import static my.kilat.acceptance.client.FlutterShapes.BOOKING;
import static my.kilat.acceptance.client.FlutterShapes.FRAME;
import static my.kilat.acceptance.client.FlutterShapes.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Flutter app of owners. */
class AppMobileTest {
    private static Kilat kilat;
    private static Person owner;
    private static Person runner;
    private static ApiClient app;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        owner = kilat.owner();
        runner = kilat.runner();
        app = owner.client();
    }

    private static Map<String, Object> form() {
        return new HashMap<>(Map.of(
                "pet_spec",
                Map.of(
                        "pet_type", "dog",
                        "breed", "",
                        "name", "Rex",
                        "weight_kg", 12.0,
                        "age_months", 0,
                        "vaccinations", List.of(),
                        "special_needs", "",
                        "photo_url", ""),
                "pickup_address",
                address("Dataran Merdeka", 3.139, 101.6869),
                "dropoff_address",
                address("Jalan Ampang", 3.15, 101.71)));
    }

    private static Map<String, Object> address(String line, double latitude, double longitude) {
        return Map.of(
                "line1", line,
                "line2", "",
                "city", "Kuala Lumpur",
                "state", "Malaysia",
                "postal_code", "",
                "country", "Malaysia",
                "latitude", latitude,
                "longitude", longitude);
    }

    private static JsonNode book(Map<String, Object> form) {
        return BOOKING.check(app.post("/api/v1/bookings", form).expect(201).data());
    }

    private static Map<String, Object> payment(JsonNode booking, String email) {
        return Map.of(
                "booking_id", booking.path("id"),
                "amount_cents", booking.path("estimated_price_cents"),
                "currency", booking.path("currency"),
                "customer_email", email);
    }

    /** One call right after the booking and without an address, one from the payment screen. */
    @Quirk({"AM-1", "AM-2", "AM-5"})
    @Test
    void theAppPaysTwice() {
        JsonNode booking = book(form());
        assertThat(booking.path("estimated_price_cents").asLong()).isEqualTo(2210);
        JsonNode first = PAYMENT.check(app.post("/api/v1/payments/initiate", payment(booking, ""))
                .expect(201)
                .data());
        JsonNode second = PAYMENT.check(app.post("/api/v1/payments/initiate", payment(booking, owner.email()))
                .expect(200)
                .data());
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        PAYMENT.check(app.get("/api/v1/payments/booking/" + booking.path("id").asText())
                .expect(200)
                .data());
        PAYMENT.check(app.get("/api/v1/payments/" + first.path("id").asText())
                .expect(200)
                .data());
    }

    /** Without a zone it is the time in Kuala Lumpur. */
    @Quirk("AM-4")
    @Test
    void aTimeWithoutAZoneIsTheOneOfThePhone() {
        LocalDateTime inKualaLumpur =
                LocalDateTime.ofInstant(kilat.clock().instant().plus(Duration.ofDays(3)), ZoneOffset.ofHours(8));
        Map<String, Object> form = form();
        form.put(
                "scheduled_at",
                inKualaLumpur.withHour(18).withMinute(0).withSecond(0).withNano(0) + ":00.000");
        assertThat(book(form).path("scheduled_at").asText()).isEqualTo(inKualaLumpur.toLocalDate() + "T10:00:00Z");
    }

    /** Tracks at in_progress only, confirms at delivered; an unknown word would be an exception. */
    @Quirk({"AM-3", "F-3", "F-6", "F-7", "F-10"})
    @Test
    void aRideIsFollowedAndConfirmed() {
        JsonNode booked = book(form());
        String id = booked.path("id").asText();
        UUID booking = UUID.fromString(id);
        app.get("/api/v1/tracking/" + id).expect(404);
        app.post("/api/v1/payments/initiate", payment(booked, "")).expect(201);
        Rides.awaitField(owner, booking, "payment_status", "held");
        Rides.act(runner, booking, "accept").expect(200);
        Rides.awaitTrip(owner, booking, "active");
        Rides.act(runner, booking, "pickup").expect(200);
        assertThat(read(id).path("status").asText()).isEqualTo("in_progress");
        try (Socket socket = new Socket(kilat.gatewayPort(), owner, id, "")) {
            Rides.locate(runner, 3.1433);
            socket.awaitPosition(3.1433);
            Rides.act(runner, booking, "deliver").expect(200);
            Rides.awaitTrip(owner, booking, "completed");
            socket.frames().forEach(FRAME::check);
            assertThat(socket.closeCode()).isEqualTo(-1);
        }
        Shape.of("""
                id:uuid booking_id:uuid runner_id:uuid status:active|completed|cancelled started_at:time
                total_distance_km:number completed_at?:time waypoints[].id:uuid waypoints[].latitude:number
                waypoints[].longitude:number waypoints[].recorded_at:time""").check(app.get("/api/v1/tracking/" + id).expect(200).data());
        JsonNode line = app.get("/api/v1/tracking/" + id + "/route").expect(200).json();
        assertThat(line.path("type").asText()).isEqualTo("LineString");
        assertThat(line.path("coordinates").get(0).get(1).asDouble()).isEqualTo(3.1433);

        assertThat(read(id).path("status").asText())
                .as("until the owner confirms")
                .isEqualTo("delivered");
        JsonNode confirmed = BOOKING.check(
                app.post("/api/v1/bookings/" + id + "/confirm").expect(200).data());
        assertThat(confirmed.path("status").asText()).isEqualTo("completed");
    }

    private static JsonNode read(String id) {
        return BOOKING.check(app.get("/api/v1/bookings/" + id).expect(200).data());
    }

    @Test
    void aRideIsCancelledWhileItRuns() {
        UUID booking = Rides.bookAndPay(owner);
        Rides.act(runner, booking, "accept").expect(200);
        Rides.act(runner, booking, "pickup").expect(200);
        JsonNode cancelled = BOOKING.check(
                app.post("/api/v1/bookings/" + booking + "/cancel", Map.of("reason", "Cancelled by owner"))
                        .expect(200)
                        .data());
        assertThat(cancelled.path("cancel_note").asText()).isEqualTo("Cancelled by owner");
    }

    @Quirk("AM-6")
    @Test
    void theNewestBookingsComeFirst() {
        String older = book(form()).path("id").asText();
        String newer = book(form()).path("id").asText();
        JsonNode home = BOOKING.checkAll(
                app.get("/api/v1/bookings?page=1&limit=5").expect(200).data());
        assertThat(List.of(
                        home.get(0).path("id").asText(), home.get(1).path("id").asText()))
                .containsExactly(newer, older);
        FlutterShapes.PAGINATION.check(
                app.get("/api/v1/bookings?page=1&limit=20").expect(200).json().path("pagination"));
    }

    @Test
    void runnersAndShopsNearbyAreShown() {
        FlutterShapes.RUNNER
                .and("distance_km:number")
                .checkAll(app.get("/api/v1/runners/nearby?latitude=3.139&longitude=101.6869&radius_km=5")
                        .expect(200)
                        .data());
        FlutterShapes.SHOP
                .and("distance_km:number")
                .checkAll(app.get("/api/v1/petshops/nearby?latitude=3.139&longitude=101.6869&radius_km=10")
                        .expect(200)
                        .data());
        JsonNode shops = FlutterShapes.SHOP.checkAll(
                app.get("/api/v1/petshops").expect(200).data());
        FlutterShapes.SHOP.checkAll(
                app.get("/api/v1/petshops?category=grooming").expect(200).data());
        FlutterShapes.SHOP.check(
                app.get("/api/v1/petshops/" + shops.get(0).path("id").asText())
                        .expect(200)
                        .data());
    }
}
