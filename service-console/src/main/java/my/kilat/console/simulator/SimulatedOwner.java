package my.kilat.console.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.platform.geo.Position;

/** The owner whom every development platform has, as one who books, pays and confirms. */
final class SimulatedOwner {
    /** The account that identity creates on a development platform. */
    static final LoginRequest LOGIN = new LoginRequest("owner.test@kilat.my", "TestOwner123!");

    private static final List<String> NAMES = List.of("Mochi", "Oyen", "Bella", "Milo", "Luna", "Comel", "Simba");
    private static final List<String> PETS = List.of("cat", "dog", "rabbit", "bird");

    private final SimulatedPerson person;

    SimulatedOwner(SimulatedPerson person) {
        this.person = person;
    }

    /** A booking of the owner. */
    record Ride(UUID id, String number, long priceCents, Position pickup, Position dropoff) {}

    /** What is asked for, so that it is the same however often it is sent. */
    record Wish(UUID key, Position pickup, Position dropoff, Map<String, Object> pet) {
        static Wish any() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return new Wish(
                    UUID.randomUUID(),
                    Town.somewhere(),
                    Town.somewhere(),
                    Map.of(
                            "pet_type", PETS.get(random.nextInt(PETS.size())),
                            "name", NAMES.get(random.nextInt(NAMES.size())),
                            "weight_kg", 2 + random.nextInt(12)));
        }
    }

    /** Logs in, unless they have. */
    synchronized void comeIn() {
        if (person.id().isEmpty()) {
            person.logIn();
        }
    }

    Ride book(Wish wish) {
        JsonNode booking = person.post(
                Component.BOOKING,
                "/api/v1/bookings",
                Map.of(
                        "pet_spec",
                        wish.pet,
                        "pickup_address",
                        Town.address("12, Jalan Bukit Bintang", wish.pickup),
                        "dropoff_address",
                        Town.address("45, Jalan Ampang", wish.dropoff),
                        "notes",
                        "A ride of the simulator."),
                wish.key);
        return new Ride(
                UUID.fromString(booking.path("id").asText()),
                booking.path("booking_number").asText(),
                booking.path("estimated_price_cents").asLong(),
                wish.pickup,
                wish.dropoff);
    }

    /**
     * Pays with a test card.
     *
     * @throws RefusedException if the card is declined
     */
    void pay(Ride ride, SimulatedCard card) {
        person.post(
                Component.PAYMENT,
                "/api/v1/payments/initiate",
                Map.of("booking_id", ride.id, "amount_cents", ride.priceCents, "payment_method", card.word()));
    }

    /** How the booking stands. */
    String status(Ride ride) {
        return person.get(Component.BOOKING, path(ride)).path("status").asText();
    }

    void confirm(Ride ride) {
        person.post(Component.BOOKING, path(ride) + "/confirm", Map.of());
    }

    void cancel(Ride ride) {
        person.post(Component.BOOKING, path(ride) + "/cancel", Map.of("reason", "the demo has ended"));
    }

    private static String path(Ride ride) {
        return "/api/v1/bookings/" + ride.id;
    }
}
