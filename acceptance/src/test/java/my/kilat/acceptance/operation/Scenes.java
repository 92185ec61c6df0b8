package my.kilat.acceptance.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import my.kilat.acceptance.operation.Cast.Part;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.awaitility.Awaitility;

/** Sets scenes by a word for the situation; each is settled, so that nothing moves in it by itself. */
public final class Scenes {
    private final Kilat kilat;
    private Cast cast;
    private boolean adminHasLeft;

    /** Scenes for one cast; only what they call about is new in each. */
    public Scenes(Kilat kilat) {
        this.kilat = kilat;
        this.cast = Cast.of(kilat);
    }

    /** The people of the scenes. */
    public Cast cast() {
        return cast;
    }

    /** A scene of its own. */
    public Scene of(String situation) {
        if (adminHasLeft) {
            cast = cast.with(Part.ADMIN, kilat.admin());
            adminHasLeft = false;
        }
        Scene nothing = Scene.of(cast);
        return switch (situation) {
            case "anything", "unknown id" -> nothing;
            case "leaving" -> {
                // The administrator is the same person in all scenes, and logs out of all of them.
                adminHasLeft = true;
                yield Scene.of(Cast.of(kilat));
            }
            // Nobody meets them again: what is published of them may still be on its way when the next scene is looked
            // at.
            case "newcomers" -> Scene.of(Cast.of(kilat));
            case "no profile" -> Scene.of(cast.withRunner(kilat.register("runner")));
            case "offline" -> Scene.of(cast.withRunner(offline()));
            case "own pet shop" -> nothing.withPetShop(petShop());
            case "seeded pet shop" -> nothing.withPetShop(seededPetShop());
            case "owner's message" -> nothing.withNotification(notification(Rides.book(cast.owner())));
            case "unpaid" -> nothing.withBooking(Rides.book(cast.owner()));
            default -> ride(situation);
        };
    }

    private Scene ride(String status) {
        UUID booking = Rides.book(cast.owner());
        JsonNode payment = Rides.pay(cast.owner(), booking).expect(201).data();
        String link = payment.path("redirect_url").asText();
        Rides.awaitField(cast.owner(), booking, "payment_status", "held");
        goTo(status, booking);
        return Scene.of(cast)
                .withBooking(booking)
                .withPayment(payment.path("id").asText(), link.substring(link.indexOf("key=") + 4));
    }

    private void goTo(String status, UUID booking) {
        if (status.equals("paid")) {
            return;
        }
        Rides.act(cast.runner(), booking, "accept").expect(200);
        Rides.awaitTrip(cast.owner(), booking, "active");
        Rides.awaitPayment(cast.runner(), booking, "held");
        switch (status) {
            case "accepted" -> {}
            case "cancelled" -> {
                Rides.cancel(cast.owner(), booking).expect(200);
                Rides.awaitPayment(cast.owner(), booking, "refunded");
                Rides.awaitField(cast.owner(), booking, "payment_status", "refunded");
                Rides.awaitTrip(cast.owner(), booking, "cancelled");
            }
            case "in_progress" -> Rides.act(cast.runner(), booking, "pickup").expect(200);
            case "delivered", "completed" -> {
                Rides.act(cast.runner(), booking, "pickup").expect(200);
                Rides.act(cast.runner(), booking, "deliver").expect(200);
                Rides.awaitTrip(cast.owner(), booking, "completed");
                if (status.equals("completed")) {
                    int trips = tripsOfTheRunner();
                    Rides.act(cast.owner(), booking, "confirm").expect(200);
                    Rides.awaitStatus(cast.owner(), booking, "completed");
                    Awaitility.await("the trip is counted").until(() -> tripsOfTheRunner() > trips);
                }
            }
            default -> throw new IllegalArgumentException("no situation " + status);
        }
    }

    private int tripsOfTheRunner() {
        return cast.runner()
                .client()
                .get("/api/v1/runners/me")
                .expect(200)
                .data()
                .path("total_trips")
                .asInt();
    }

    private Person offline() {
        Person runner = kilat.runner();
        runner.client().post("/api/v1/runners/me/offline").expect(200);
        return runner;
    }

    private String petShop() {
        return cast.shop()
                .client()
                .post("/api/v1/petshops", Operation.of("createPetShop").bodyExample())
                .expect(201)
                .data()
                .path("id")
                .asText();
    }

    private String seededPetShop() {
        for (JsonNode shop : cast.shop().client().get("/api/v1/petshops").data()) {
            if (!shop.has("owner_id")) {
                return shop.path("id").asText();
            }
        }
        throw new AssertionError("there is no pet shop without an owner");
    }

    private String notification(UUID booking) {
        return Awaitility.await("the news of booking " + booking)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> newsOf(booking), id -> !id.isEmpty());
    }

    private String newsOf(UUID booking) {
        Answer inbox = cast.owner().client().get("/api/v1/notifications?page=1&limit=100");
        for (JsonNode row : inbox.data()) {
            if (row.path("booking_id").asText().equals(booking.toString())) {
                return row.path("id").asText();
            }
        }
        return "";
    }
}
