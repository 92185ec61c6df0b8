package my.kilat.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import my.kilat.acceptance.operation.Cast.Part;
import my.kilat.acceptance.operation.Scene;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.platform.Kilat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever may call a list sees in it what is theirs, and nothing else. */
class ListsTest {
    private static Scenes scenes;

    @BeforeAll
    static void start() {
        scenes = new Scenes(Kilat.shared());
    }

    /** Who finds this text in what a path answers them with 200. */
    private static Set<Part> finders(Scene scene, String path, String text) {
        Set<Part> finders = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            JsonNode data = scene.cast().who(part).client().get(path).json().path("data");
            if (data.toString().contains(text)) {
                finders.add(part);
            }
        }
        return finders;
    }

    @Test
    void bookingsAreListedForTheirPartiesAndOpenOnesForEveryRunner() {
        Scene unpaid = scenes.of("unpaid");
        Scene paid = scenes.of("paid");
        Scene accepted = scenes.of("accepted");
        for (String path : List.of("/api/v1/bookings?page=1&limit=100", "/api/v1/bookings?status=active&limit=100")) {
            assertThat(finders(unpaid, path, unpaid.booking())).containsExactlyInAnyOrder(Part.OWNER, Part.ADMIN);
            assertThat(finders(paid, path, paid.booking()))
                    .containsExactlyInAnyOrder(Part.OWNER, Part.RUNNER, Part.OTHER_RUNNER, Part.ADMIN);
            assertThat(finders(accepted, path, accepted.booking()))
                    .containsExactlyInAnyOrder(Part.OWNER, Part.RUNNER, Part.ADMIN);
        }
        assertThat(finders(accepted, "/api/v1/bookings", accepted.booking())).contains(Part.RUNNER);
        assertThat(finders(accepted, "/api/v1/bookings", accepted.booking())).doesNotContain(Part.OTHER_RUNNER);
    }

    @Test
    void paymentsAreListedForWhoPaidAndWhoWasPaid() {
        Scene held = scenes.of("accepted");
        Scene released = scenes.of("completed");
        String path = "/api/v1/payments?page=1&limit=100";
        assertThat(finders(held, path, held.payment())).containsExactlyInAnyOrder(Part.OWNER, Part.ADMIN);
        assertThat(finders(released, path, released.payment()))
                .containsExactlyInAnyOrder(Part.OWNER, Part.RUNNER, Part.ADMIN);
    }

    @Test
    void inboxesAreOnesOwn() {
        Scene scene = scenes.of("owner's message");
        Stream.of("/api/v1/notifications", "/api/v1/notifications?limit=50", "/api/v1/notifications?page=1&limit=100")
                .forEach(path -> assertThat(finders(scene, path, scene.notification()))
                        .as(path)
                        .containsExactly(Part.OWNER));
    }

    @Test
    void onesOwnPetShopsAreListedForTheirShopAlone() {
        Scene scene = scenes.of("own pet shop");
        assertThat(finders(scene, "/api/v1/petshops/mine", scene.petShop())).containsExactly(Part.SHOP);
    }

    @Test
    void numbersOfRunnersNearbyAreKeptBack() {
        JsonNode nearby = scenes.cast()
                .owner()
                .client()
                .get("/api/v1/runners/nearby?latitude=3.139&longitude=101.6869")
                .expect(200)
                .data();
        assertThat(nearby)
                .isNotEmpty()
                .allSatisfy(runner ->
                        assertThat(runner.path("phone").asText("none")).isEmpty());
    }
}
