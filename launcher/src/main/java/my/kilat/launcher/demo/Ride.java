package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import my.kilat.platform.json.Json;

/**
 * One booking on the owner's side: request, pay, watch, confirm. It includes realistic failures: a card is declined, a hold is gone
 * before the runner is paid, or the owner cancels before or after a runner is found.
 */
final class Ride {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(4);
    private static final List<String> PETS = List.of("cat", "dog", "bird", "rabbit", "reptile", "hamster");
    private static final List<String> NAMES =
            List.of("Mochi", "Oyen", "Bella", "Milo", "Luna", "Comel", "Simba", "Kopi", "Tuah", "Nala");

    private final Backend backend;
    private final Person owner;
    private final Places places;
    private final Plan plan;
    private final Figures figures;
    private String id = "";

    /** The course of the ride. */
    enum Plan {
        CONFIRM,
        CONFIRM_AFTER_A_DECLINED_CARD,
        /** The hold is gone when the runner is to be paid, and the owner pays again. */
        PAY_AGAIN_AFTER_A_LAPSED_HOLD,
        CANCEL_BEFORE_A_RUNNER_IS_FOUND,
        CANCEL_ONCE_A_RUNNER_IS_FOUND;

        static Plan of(RandomGenerator random) {
            int lot = random.nextInt(100);
            if (lot < 5) {
                return CANCEL_BEFORE_A_RUNNER_IS_FOUND;
            }
            if (lot < 10) {
                return CANCEL_ONCE_A_RUNNER_IS_FOUND;
            }
            if (lot < 18) {
                return CONFIRM_AFTER_A_DECLINED_CARD;
            }
            return lot < 24 ? PAY_AGAIN_AFTER_A_LAPSED_HOLD : CONFIRM;
        }
    }

    Ride(Backend backend, Person owner, Places places, Plan plan, Figures figures) {
        this.backend = backend;
        this.owner = owner;
        this.places = places;
        this.plan = plan;
        this.figures = figures;
    }

    /** Runs the ride; returns when the booking is completed or cancelled. */
    void live(RandomGenerator random) {
        JsonNode booking = owner.post("create booking", "/api/v1/bookings", request(random))
                .path("data");
        id = booking.path("id").asText();
        figures.status(id, "requested");
        try (Watch watch = new Watch(backend, owner, id, figures)) {
            pay(booking);
            if (plan == Plan.CANCEL_BEFORE_A_RUNNER_IS_FOUND) {
                cancel();
            }
            String status = "requested";
            while (!isFinal(status)) {
                String told = watch.next(ASK_AGAIN_AFTER);
                status = told == null ? current() : told;
                figures.status(id, status);
                react(status);
            }
        }
    }

    private void react(String status) {
        if (status.equals("accepted") && plan == Plan.CANCEL_ONCE_A_RUNNER_IS_FOUND) {
            cancel();
        }
        if (status.equals("delivered")) {
            JsonNode confirmed = owner.post("confirm", "/api/v1/bookings/" + id + "/confirm", null);
            String reached = confirmed.path("data").path("status").asText();
            figures.status(id, reached);
            if (plan == Plan.PAY_AGAIN_AFTER_A_LAPSED_HOLD && reached.equals("delivered")) {
                payAgain(confirmed.path("data"));
            }
        }
    }

    /** Once it is known that nothing is held any more; until then the next look at the booking asks again. */
    private void payAgain(JsonNode booking) {
        JsonNode payment = owner.get("get payment", "/api/v1/payments/booking/" + id);
        if (payment.path("data").path("escrow_status").asText().equals("failed")) {
            figures.lapsedHolds.increment();
            owner.post("pay again", "/api/v1/payments/initiate", payment(booking, "card"));
        }
    }

    private void pay(JsonNode booking) {
        String card = plan == Plan.PAY_AGAIN_AFTER_A_LAPSED_HOLD ? "card_expires" : "card";
        // A decline that comes later than its answer is told to the next request, which joins that attempt.
        if (plan == Plan.CONFIRM_AFTER_A_DECLINED_CARD
                && !isDeclined(booking, "card_declined")
                && !isDeclined(booking, card)) {
            return;
        }
        initiate(booking, card);
    }

    private boolean isDeclined(JsonNode booking, String card) {
        boolean failed;
        try {
            failed = initiate(booking, card)
                    .path("data")
                    .path("escrow_status")
                    .asText()
                    .equals("failed");
        } catch (Refused e) {
            if (e.status() != 422) {
                throw e;
            }
            failed = true;
        }
        if (failed) {
            figures.declinedCards.increment();
        }
        return failed;
    }

    private JsonNode initiate(JsonNode booking, String card) {
        return owner.post("pay", "/api/v1/payments/initiate", payment(booking, card));
    }

    private Map<String, Object> payment(JsonNode booking, String card) {
        return Backend.object(
                "booking_id",
                id,
                "amount_cents",
                booking.path("estimated_price_cents").asLong(),
                "currency",
                "MYR",
                "customer_email",
                "",
                "payment_method",
                card);
    }

    private void cancel() {
        try {
            owner.post("cancel", "/api/v1/bookings/" + id + "/cancel", Backend.object("reason", "changed_mind"));
        } catch (Refused e) {
            if (e.status() != 422) {
                throw e;
            }
            figures.lostRaces.increment(); // it was delivered first, and is confirmed instead
        }
    }

    private String current() {
        return owner.get("get booking", "/api/v1/bookings/" + id)
                .path("data")
                .path("status")
                .asText();
    }

    private Map<String, Object> request(RandomGenerator random) {
        Places.Place from = places.any(random);
        Places.Place to = places.anyBut(from, random);
        return Backend.object(
                "pet_spec",
                Backend.object(
                        "pet_type",
                        PETS.get(random.nextInt(PETS.size())),
                        "name",
                        NAMES.get(random.nextInt(NAMES.size())),
                        "weight_kg",
                        0.5 + random.nextInt(280) / 10.0,
                        "breed",
                        ""),
                "pickup_address",
                from.asAddress(),
                "dropoff_address",
                to.asAddress(),
                "notes",
                "Please ring the bell.");
    }

    String id() {
        return id;
    }

    static boolean isFinal(String status) {
        return status.equals("completed") || status.equals("cancelled");
    }

    /** Identifies the ride in messages. */
    @Override
    public String toString() {
        return Json.text(Map.of("booking", id, "plan", plan));
    }
}
