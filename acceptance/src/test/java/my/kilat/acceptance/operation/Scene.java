package my.kilat.acceptance.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Person;
import my.kilat.platform.fixture.ApiClient.Answer;

/**
 * A stage for calls: who is there, and what they call about. What a situation does not have is an id that nobody knows.
 *
 * @param checkoutKey the secret part of the payment's link
 */
public record Scene(
        Cast cast, String booking, String payment, String checkoutKey, String petShop, String notification) {

    /** People with nothing in common yet. */
    static Scene of(Cast cast) {
        return new Scene(cast, nobodys(), nobodys(), "", nobodys(), nobodys());
    }

    private static String nobodys() {
        return UUID.randomUUID().toString();
    }

    Scene withBooking(UUID id) {
        return new Scene(cast, id.toString(), payment, checkoutKey, petShop, notification);
    }

    Scene withPayment(String id, String key) {
        return new Scene(cast, booking, id, key, petShop, notification);
    }

    Scene withPetShop(String id) {
        return new Scene(cast, booking, payment, checkoutKey, id, notification);
    }

    Scene withNotification(String id) {
        return new Scene(cast, booking, payment, checkoutKey, petShop, id);
    }

    /** Everything that a call could have changed, as those see it who may. */
    public Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        look(state, cast.admin(), "/api/v1/bookings/" + booking);
        look(state, cast.admin(), "/api/v1/payments/booking/" + booking);
        look(state, cast.admin(), "/api/v1/tracking/" + booking);
        look(state, cast.admin(), "/api/v1/petshops/" + petShop);
        look(state, cast.owner(), "/api/v1/bookings?page=1&limit=1");
        look(state, cast.owner(), "/api/v1/notifications/preferences");
        look(state, cast.shop(), "/api/v1/petshops/mine");
        cast.people().values().forEach(person -> look(state, person, "/api/v1/auth/profile"));
        look(state, cast.runner(), "/api/v1/runners/me");
        look(state, cast.otherRunner(), "/api/v1/runners/me");
        JsonNode told = cast.owner()
                .client()
                .get("/api/v1/notifications/" + notification)
                .data();
        state.put("read", told.path("is_read") + " " + told.path("read_at"));
        return state;
    }

    private static void look(Map<String, String> state, Person person, String path) {
        Answer answer = person.client().get(path);
        state.put(person.email() + " " + path, answer.status() + " " + answer.text());
    }
}
