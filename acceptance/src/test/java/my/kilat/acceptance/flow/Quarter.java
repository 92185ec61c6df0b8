package my.kilat.acceptance.flow;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.local.TestDatabase;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.jdbi.v3.core.Jdbi;

/** A part of the country with a pickup in its middle, so far from every other that their runners are never asked here. */
final class Quarter {
    private static final double LONGITUDE = 101.6869;
    private static final double KM_IN_DEGREES = 1 / 110.574;
    private static final AtomicInteger QUARTERS = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final Kilat kilat;
    private final double latitude;
    private final Jdbi dispatch;

    private Quarter(Kilat kilat, double latitude) {
        this.kilat = kilat;
        this.latitude = latitude;
        TestDatabase it = kilat.database("dispatch");
        this.dispatch = Jdbi.create(it.jdbcUrl(), it.user(), it.password());
    }

    static Quarter of(Kilat kilat) {
        return new Quarter(kilat, 4 + QUARTERS.getAndIncrement());
    }

    /** A runner who is online that far from the pickup, and of whom dispatch knows everything. */
    Person runner(double kilometres) {
        Person runner = kilat.runner(latitude + kilometres * KM_IN_DEGREES, LONGITUDE);
        await("the profile of " + runner.id())
                .atMost(SOON)
                .pollInterval(OFTEN)
                .until(() -> dispatch.withHandle(
                        handle -> handle.createQuery("select count(*) from runner where online and place is not null"
                                        + " and crates is not null and user_id = ?")
                                .bind(0, runner.id())
                                .mapTo(Integer.class)
                                .one()
                                .equals(1)));
        return runner;
    }

    /** A booking for a dog from the middle of the quarter, whose money is held. */
    UUID bookAndPay(Person owner) {
        return bookAndPay(owner, Map.of());
    }

    /** The same with more in the request. */
    UUID bookAndPay(Person owner, Map<String, Object> more) {
        Map<String, Object> request = Rides.request();
        request.put("pickup_address", address(latitude));
        request.put("dropoff_address", address(latitude + 0.02));
        request.putAll(more);
        JsonNode booked =
                owner.client().post("/api/v1/bookings", request).expect(201).data();
        UUID booking = UUID.fromString(booked.path("id").asText());
        Rides.pay(
                        owner,
                        booking,
                        Map.of(
                                "amount_cents",
                                booked.path("estimated_price_cents").asLong()))
                .expect(201);
        Rides.awaitField(owner, booking, "payment_status", "held");
        return booking;
    }

    private static Map<String, Object> address(double latitude) {
        return Map.of(
                "line1", "1, Jalan Besar",
                "city", "Kuala Kangsar",
                "state", "Perak",
                "country", "Malaysia",
                "latitude", latitude,
                "longitude", LONGITUDE);
    }

    /** The open offers of a runner. */
    static JsonNode offers(Person runner) {
        return runner.client().get("/api/v1/offers").expect(200).data();
    }

    /** The id of the offer of that booking to that runner, once it is there. */
    static String awaitOffer(Person runner, UUID booking) {
        JsonNode offers = await("an offer of " + booking)
                .atMost(SOON)
                .pollInterval(OFTEN)
                .until(
                        () -> offers(runner),
                        found -> found.findValuesAsText("booking_id").contains(booking.toString()));
        return offers.get(0).path("id").asText();
    }

    static Answer answer(Person runner, String offer, String answer) {
        return runner.client().post("/api/v1/offers/" + offer + "/" + answer);
    }

    /** How a runner was looked for, as this person reads it. */
    static JsonNode search(Person person, UUID booking) {
        return person.client()
                .get("/api/v1/bookings/" + booking + "/dispatch")
                .expect(200)
                .data();
    }

    static JsonNode awaitSearch(Person person, UUID booking, String status) {
        return await("the search for " + booking + " is " + status)
                .atMost(SOON)
                .pollInterval(OFTEN)
                .until(
                        () -> search(person, booking),
                        found -> found.path("status").asText().equals(status));
    }
}
