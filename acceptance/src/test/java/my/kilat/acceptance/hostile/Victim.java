package my.kilat.acceptance.hostile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import my.kilat.acceptance.operation.Cast.Part;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scene;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.operation.ValidCall;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.platform.fixture.ApiClient;
import org.jspecify.annotations.Nullable;

/** An operation with somebody who may call it, in a situation in which the call would succeed. */
final class Victim {
    /** Where it is not one in which there is nothing yet. */
    private static final Map<String, String> SITUATIONS = Map.ofEntries(
            Map.entry("logout", "leaving"),
            Map.entry("getBooking", "accepted"),
            Map.entry("acceptBooking", "paid"),
            Map.entry("pickUpBooking", "accepted"),
            Map.entry("deliverBooking", "in_progress"),
            Map.entry("confirmBooking", "delivered"),
            Map.entry("cancelBooking", "unpaid"),
            Map.entry("initiatePayment", "unpaid"),
            Map.entry("getPayment", "accepted"),
            Map.entry("getPaymentOfBooking", "accepted"),
            Map.entry("refundPayment", "paid"),
            Map.entry("openCheckout", "accepted"),
            Map.entry("createRunner", "no profile"),
            Map.entry("addCrate", "newcomers"),
            Map.entry("createPetShop", "newcomers"),
            Map.entry("getPetShop", "own pet shop"),
            Map.entry("updatePetShop", "own pet shop"),
            Map.entry("deletePetShop", "own pet shop"),
            Map.entry("getTrack", "accepted"),
            Map.entry("getRoute", "accepted"),
            Map.entry("openTrackingSocket", "accepted"),
            Map.entry("getNotification", "owner's message"),
            Map.entry("markNotificationRead", "owner's message"),
            Map.entry("markNotificationReadByPost", "owner's message"));

    /** What can be done once only: after a success the next caller needs a new scene. */
    private static final Set<String> ONCE = Set.of(
            "register", "logout", "createRunner", "cancelBooking", "initiatePayment", "refundPayment", "deletePetShop");

    /** What one person can do so many times only. */
    private static final Map<String, Integer> SEVERAL_TIMES = Map.of("addCrate", 20, "createPetShop", 50);

    private final Kilat kilat;
    private final Scenes scenes;
    private final Operation operation;
    private Scene scene;
    private ValidCall call;
    private int successes;

    Victim(Kilat kilat, Scenes scenes, Operation operation) {
        this.kilat = kilat;
        this.scenes = scenes;
        this.operation = operation;
        this.scene = newScene();
        this.call = ValidCall.of(kilat, operation, scene);
    }

    private Scene newScene() {
        return scenes.of(SITUATIONS.getOrDefault(operation.id(), "anything"));
    }

    Operation operation() {
        return operation;
    }

    /** The call that would succeed. */
    ValidCall call() {
        return call;
    }

    /** Takes note of an answer, so that the next call may succeed as well. */
    void answered(int status) {
        if (status >= 300) {
            return;
        }
        successes++;
        if (ONCE.contains(operation.id())
                || successes % SEVERAL_TIMES.getOrDefault(operation.id(), Integer.MAX_VALUE) == 0) {
            scene = newScene();
            call = ValidCall.of(kilat, operation, scene);
        }
    }

    /** The token of somebody who may, none where none is needed. */
    @Nullable
    String token() {
        if (operation.node().has("security")
                && operation.node().path("security").isEmpty()) {
            return null;
        }
        return scene.cast().who(caller()).accessToken();
    }

    private Part caller() {
        return Part.valueOf(
                operation.node().path("x-roles").path(0).asText("owner").toUpperCase(Locale.ROOT));
    }

    /** Where it is called. */
    int port() {
        return call.port(kilat);
    }

    /** A client of somebody who may. */
    ApiClient client() {
        String token = token();
        return token == null ? ApiClient.at(port()) : ApiClient.at(port()).as(token);
    }
}
