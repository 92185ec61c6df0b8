package my.kilat.acceptance.client;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.local.TestDatabase;
import my.kilat.platform.geo.Position;
import org.jdbi.v3.core.Jdbi;

/**
 * A morning in Kuala Lumpur: a ride with its whole story, told by a clock that moves on between the steps, and rides under way with
 * their runners. All over the public API.
 */
final class Morning {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Kilat kilat;
    private final Map<String, Position> places = new HashMap<>();
    private final Map<Person, Position> at = new HashMap<>();

    Morning(Kilat kilat) {
        this.kilat = kilat;
        place("Bangsar", 3.1302, 101.6712);
        place("Brickfields", 3.1290, 101.6860);
        place("Mont Kiara", 3.1712, 101.6510);
        place("Setapak", 3.1985, 101.7163);
        place("Cheras", 3.1060, 101.7262);
        place("Ampang", 3.1490, 101.7620);
        place("Bukit Bintang", 3.1466, 101.7113);
        place("Kepong", 3.2080, 101.6370);
        place("Petaling Jaya", 3.1073, 101.6250);
        place("Wangsa Maju", 3.2040, 101.7370);
        place("Sri Petaling", 3.0700, 101.6890);
        place("Sentul", 3.1830, 101.6920);
    }

    private void place(String name, double latitude, double longitude) {
        // Beside the names that the map shows.
        places.put(name, new Position(latitude - 0.004, longitude + 0.003));
    }

    /** The ids of what the pictures show. */
    record Shown(UUID completed, UUID underWay) {}

    /** Lets it happen. */
    Shown happen() {
        UUID completed = aRideWithAStory();
        UUID underWay = ride(
                new Request("Nurul Huda", "Oyen", "cat", "Bangsar", "Ampang"),
                runner("Hafiz Osman", "WC 2045 K", "Bangsar", 0),
                0.45);
        pass(Duration.ofMinutes(2));
        ride(
                new Request("Lim Siew Ling", "Coco", "dog", "Mont Kiara", "Cheras"),
                runner("Jason Lee", "BQA 771", "Mont Kiara", 0),
                0.3);
        pass(Duration.ofMinutes(3));
        ride(
                new Request("Anitha Devi", "Bruno", "dog", "Setapak", "Brickfields"),
                runner("Azlan Shah", "WXY 1234", "Setapak", 0),
                0.7);
        pass(Duration.ofMinutes(1));
        ride(
                new Request("Muhammad Amin", "Tompok", "cat", "Kepong", "Sentul"),
                runner("Grace Tan", "VDK 309", "Kepong", 0),
                0.2);
        pass(Duration.ofMinutes(4));
        ride(
                new Request("Chong Kar Wai", "Snowy", "rabbit", "Petaling Jaya", "Sri Petaling"),
                runner("Faizal Rahim", "BNM 5521", "Petaling Jaya", 0.022),
                0);
        runner("Siti Zubaidah", "WD 6120 C", "Wangsa Maju", 0);
        runner("Daniel Wong", "VCC 4410", "Bukit Bintang", 0.006);
        runner("Priya Nair", "BPL 93", "Sri Petaling", -0.012);
        Person silent = runner("Kumar Raju", "VAB 8812", "Cheras", 0.02);
        at.replaceAll((_, position) -> new Position(position.latitude() + 0.0005, position.longitude()));
        at.forEach(Morning::locate);
        pass(Duration.ofMinutes(1));
        hear(silent);
        return new Shown(completed, underWay);
    }

    /** Positions arrive by the clock of the database, which does not move: one runner falls silent, all others were heard just now. */
    private void hear(Person silent) {
        TestDatabase it = kilat.database("runner");
        long ahead = Duration.between(Instant.now(), kilat.clock().instant()).toSeconds();
        Jdbi.create(it.jdbcUrl(), it.user(), it.password()).useHandle(handle -> {
            at.forEach((person, position) -> await("the position of " + person.id())
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> handle.createQuery(
                                    "select abs(st_y(place::geometry) - ?) < 1e-6 from runner_place where user_id = ?")
                            .bind(0, position.latitude())
                            .bind(1, person.id())
                            .mapTo(Boolean.class)
                            .one()));
            handle.createUpdate("update runner_place set heard_at = now() + make_interval(secs => :ahead - 5)")
                    .bind("ahead", ahead)
                    .execute();
            handle.createUpdate("update runner_place set heard_at = now() - interval '4 minutes' where user_id = :user")
                    .bind("user", silent.id())
                    .execute();
        });
    }

    /** Declined by a card and by a runner, then without trouble to its end. */
    private UUID aRideWithAStory() {
        Person near = runner("Ravi Chandran", "WKL 2026", "Bangsar", 0.003);
        Person next = runner("Nur Aisyah Rahman", "VBH 7170", "Bangsar", 0.009);
        Person owner = owner("Tan Wei Ming");
        UUID booking = book(owner, "Milo", "dog", "Bangsar", "Bukit Bintang");
        pass(Duration.ofSeconds(48));
        long price = Rides.booking(owner, booking).path("estimated_price_cents").asLong();
        Rides.pay(owner, booking, Map.of("amount_cents", price, "payment_method", "card_declined"));
        pass(Duration.ofSeconds(35));
        pay(owner, booking);
        Person declines = offered(booking, near, next);
        pass(Duration.ofSeconds(7));
        answer(declines, booking, "decline");
        Person driver = offered(booking, declines == near ? next : near);
        pass(Duration.ofSeconds(6));
        answer(driver, booking, "accept");
        drive(driver, "Bangsar", 0, 3);
        Rides.act(driver, booking, "pickup").expect(200);
        Position from = places.get("Bangsar");
        Position to = places.get("Bukit Bintang");
        for (int step = 1; step <= 9; step++) {
            pass(Duration.ofSeconds(80));
            locate(driver, between(from, to, step / 9.0));
        }
        pass(Duration.ofSeconds(40));
        Rides.act(driver, booking, "deliver").expect(200);
        pass(Duration.ofMinutes(3));
        Rides.act(owner, booking, "confirm").expect(200);
        Rides.awaitStatus(owner, booking, "completed");
        for (Person person : List.of(near, next)) {
            person.client().post("/api/v1/runners/me/offline").expect(200);
            at.remove(person);
        }
        return booking;
    }

    private void pass(Duration time) {
        kilat.clock().advance(time);
    }

    private void drive(Person driver, String place, double offset, int minutes) {
        for (int minute = 1; minute <= minutes; minute++) {
            pass(Duration.ofMinutes(1));
            Position end = places.get(place);
            locate(driver, new Position(end.latitude() + offset, end.longitude()));
        }
    }

    /** Which of them is offered that ride. */
    private static Person offered(UUID booking, Person... runners) {
        return await("an offer of " + booking)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> List.of(runners).stream()
                                .filter(runner -> offer(runner, booking) != null)
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private static @org.jspecify.annotations.Nullable String offer(Person runner, UUID booking) {
        for (JsonNode offer : runner.client().get("/api/v1/offers").expect(200).data()) {
            if (offer.path("booking_id").asText().equals(booking.toString())) {
                return offer.path("id").asText();
            }
        }
        return null;
    }

    private static void answer(Person runner, UUID booking, String answer) {
        runner.client()
                .post("/api/v1/offers/" + offer(runner, booking) + "/" + answer)
                .expect(200);
    }

    /** What an owner asks for. */
    private record Request(String owner, String pet, String kind, String from, String to) {}

    /** A ride that a runner has accepted, and has done this share of; none is on the way to the pickup. */
    private UUID ride(Request request, Person driver, double share) {
        Person owner = owner(request.owner);
        UUID booking = book(owner, request.pet, request.kind, request.from, request.to);
        pay(owner, booking);
        Rides.act(driver, booking, "accept").expect(200);
        if (share > 0) {
            Rides.act(driver, booking, "pickup").expect(200);
            at.put(driver, between(places.get(request.from), places.get(request.to), share));
        }
        return booking;
    }

    private static Position between(Position from, Position to, double share) {
        double bend = 0.005 * Math.sin(Math.PI * share);
        Position straight = from.towards(to, share);
        return new Position(straight.latitude() + bend, straight.longitude());
    }

    private static void locate(Person runner, Position position) {
        runner.client()
                .post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", position.latitude(), "longitude", position.longitude(), "speed_kmh", 32))
                .expect(200);
    }

    private UUID book(Person owner, String pet, String kind, String from, String to) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "pet_spec", Map.of("pet_type", kind, "name", pet, "weight_kg", kind.equals("dog") ? 9 : 4),
                "pickup_address", address("18, Jalan Telawi 3", from),
                "dropoff_address", address("2, Lorong Setia", to),
                "notes", "Please ring the bell twice."));
        return UUID.fromString(owner.client()
                .post("/api/v1/bookings", request)
                .expect(201)
                .data()
                .path("id")
                .asText());
    }

    private Map<String, Object> address(String line, String place) {
        Position position = places.get(place);
        return Rides.address(line + ", " + place, position.latitude(), position.longitude());
    }

    private static void pay(Person owner, UUID booking) {
        long price = Rides.booking(owner, booking).path("estimated_price_cents").asLong();
        Rides.pay(owner, booking, Map.of("amount_cents", price)).expect(201);
        Rides.awaitField(owner, booking, "payment_status", "held");
    }

    private Person owner(String name) {
        return register("owner", name);
    }

    private Person runner(String name, String plate, String place, double north) {
        Person runner = register("runner", name);
        runner.client()
                .post(
                        "/api/v1/runners",
                        Map.of("vehicle_type", "car", "vehicle_plate", plate, "vehicle_model", "Perodua Bezza"))
                .expect(201);
        runner.client()
                .post(
                        "/api/v1/runners/me/crates",
                        Map.of(
                                "size",
                                "large",
                                "pet_types",
                                List.of("dog", "cat", "rabbit"),
                                "max_weight_kg",
                                30,
                                "ventilated",
                                true))
                .expect(201);
        Position position = new Position(
                places.get(place).latitude() + north, places.get(place).longitude());
        at.put(runner, position);
        runner.client()
                .post(
                        "/api/v1/runners/me/online",
                        Map.of("latitude", position.latitude(), "longitude", position.longitude()))
                .expect(200);
        return runner;
    }

    private Person register(String role, String name) {
        return Person.of(
                kilat.gateway(),
                kilat.gateway()
                        .post(
                                "/api/v1/auth/register",
                                Map.of(
                                        "email",
                                        name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "."
                                                + UUID.randomUUID().toString().substring(0, 4) + "@example.com",
                                        "password",
                                        Person.PASSWORD,
                                        "full_name",
                                        name,
                                        "phone",
                                        "+60 12-345 " + (1000 + Math.floorMod(name.hashCode(), 9000)),
                                        "role",
                                        role))
                        .expect(201));
    }
}
