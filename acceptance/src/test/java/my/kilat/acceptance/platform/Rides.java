package my.kilat.acceptance.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.awaitility.Awaitility;

/** The steps of a ride, each through the gateway, each as the app of the person makes it. */
public final class Rides {
    private static final Duration SOON = Duration.ofSeconds(15);

    private Rides() {}

    /** A request for a dog of 12 kg, 2210 sen, as the web app sends it. */
    public static Map<String, Object> request() {
        return new HashMap<>(Map.of(
                "pet_spec",
                Map.of("pet_type", "dog", "name", "Bella", "weight_kg", 12, "breed", "Poodle", "special_needs", ""),
                "pickup_address",
                address("12, Jalan Bukit Bintang", 3.139, 101.6869),
                "dropoff_address",
                address("45, Jalan Ampang", 3.15, 101.71)));
    }

    /** An address in Kuala Lumpur. */
    public static Map<String, Object> address(String line, double latitude, double longitude) {
        return Map.of(
                "line1",
                line,
                "city",
                "Kuala Lumpur",
                "state",
                "Wilayah Persekutuan",
                "country",
                "Malaysia",
                "latitude",
                latitude,
                "longitude",
                longitude);
    }

    /** Books a ride; returns the booking's id. */
    public static UUID book(Person owner) {
        return UUID.fromString(owner.client()
                .post("/api/v1/bookings", request())
                .expect(201)
                .data()
                .path("id")
                .asText());
    }

    /** Pays, with the body of the web app. */
    public static Answer pay(Person owner, UUID booking) {
        return pay(owner, booking, Map.of());
    }

    /** Pays, with more in the body. */
    public static Answer pay(Person owner, UUID booking, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "booking_id", booking, "amount_cents", 2210, "currency", "MYR", "customer_email", owner.email()));
        body.putAll(more);
        return owner.client().post("/api/v1/payments/initiate", body);
    }

    /** Books and pays, and waits until runners can see it. */
    public static UUID bookAndPay(Person owner) {
        UUID booking = book(owner);
        pay(owner, booking).expect(201);
        awaitField(owner, booking, "payment_status", "held");
        return booking;
    }

    /** What an app does by a button: accept, pickup, deliver, confirm. */
    public static Answer act(Person person, UUID booking, String action) {
        return person.client().post("/api/v1/bookings/" + booking + "/" + action);
    }

    /** Cancels with a reason. */
    public static Answer cancel(Person person, UUID booking) {
        return person.client().post("/api/v1/bookings/" + booking + "/cancel", Map.of("reason", "changed_mind"));
    }

    /** From the request to the delivery. */
    public static UUID delivered(Person owner, Person runner) {
        UUID booking = bookAndPay(owner);
        act(runner, booking, "accept").expect(200);
        act(runner, booking, "pickup").expect(200);
        act(runner, booking, "deliver").expect(200);
        return booking;
    }

    /** The booking as this person sees it. */
    public static JsonNode booking(Person person, UUID booking) {
        return person.client().get("/api/v1/bookings/" + booking).expect(200).data();
    }

    /** Waits until the booking has this status. */
    public static JsonNode awaitStatus(Person person, UUID booking, String status) {
        return awaitField(person, booking, "status", status);
    }

    /** Waits until a field of the booking has this value. */
    public static JsonNode awaitField(Person person, UUID booking, String field, String value) {
        return Awaitility.await(field + " " + value + " of " + booking)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(25))
                .until(
                        () -> booking(person, booking),
                        found -> found.path(field).asText().equals(value));
    }

    /** Waits until the booking's payment is in this state. */
    public static JsonNode awaitPayment(Person person, UUID booking, String status) {
        return Awaitility.await("payment " + status + " of " + booking)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(25))
                .until(
                        () -> person.client().get("/api/v1/payments/booking/" + booking),
                        answer -> answer.status() == 200
                                && answer.data().path("escrow_status").asText().equals(status))
                .data();
    }

    /** Says where a runner is, on the meridian of Kuala Lumpur. */
    public static void locate(Person runner, double latitude) {
        runner.client()
                .post("/api/v1/runners/me/location", Map.of("latitude", latitude, "longitude", 101.6869))
                .expect(200);
    }

    /** Waits until the booking's trip is in this state. */
    public static JsonNode awaitTrip(Person person, UUID booking, String status) {
        return Awaitility.await("trip " + status + " of " + booking)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(25))
                .until(
                        () -> person.client().get("/api/v1/tracking/" + booking).data(),
                        trip -> trip.path("status").asText().equals(status));
    }
}
