package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the three Flutter apps have in common. They send no origin. */
class FlutterAppsTest {
    private static final Shape NOTIFICATION = Shape.of("""
            id:uuid user_id:uuid booking_id?:uuid event_type:words title:words body:text
            channels_sent[]:push|sms|email channels_failed[]:push|sms|email
            status:pending|sent|failed|partially_sent is_read:bool metadata:object created_at:time updated_at:time""");
    private static final Shape PREFERENCES = Shape.of("enable_push:bool enable_sms:bool enable_email:bool");

    private static Kilat kilat;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
    }

    private static JsonNode success(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
        assertThat(answer.json().path("success").asBoolean())
                .as(answer.toString())
                .isTrue();
        return answer.data();
    }

    @Quirk({"F-8", "AR-6"})
    @ParameterizedTest
    @ValueSource(strings = {"owner", "runner", "shop"})
    void somebodyRegistersLogsInStaysLoggedInAndLogsOut(String role) {
        String email = "flutter-" + UUID.randomUUID() + "@example.com";
        JsonNode registered = authenticated(kilat.gateway()
                .post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                email,
                                "phone",
                                "012-345 6789",
                                "full_name",
                                "Kumar",
                                "password",
                                Person.PASSWORD,
                                "role",
                                role)));
        assertThat(registered.path("user").path("phone").asText()).isEqualTo("0123456789");
        assertThat(registered.path("user").path("role").asText()).isEqualTo(role);
        JsonNode loggedIn = authenticated(
                kilat.gateway().post("/api/v1/auth/login", Map.of("email", email, "password", Person.PASSWORD)));
        JsonNode refreshed = success(
                kilat.gateway().post("/api/v1/auth/refresh", Map.of("refresh_token", loggedIn.path("refresh_token"))));
        ApiClient app = kilat.gateway().as(refreshed.path("access_token").asText());
        FlutterShapes.USER.check(success(app.get("/api/v1/auth/profile")));
        JsonNode changed = FlutterShapes.USER.check(success(
                app.put("/api/v1/auth/profile", Map.of("full_name", "Kumar Raju", "phone", "+60 12-999 8888"))));
        assertThat(changed.path("full_name").asText()).isEqualTo("Kumar Raju");
        assertThat(changed.path("phone").asText()).isEqualTo("+60129998888");
        success(app.post("/api/v1/auth/logout"));
    }

    private static JsonNode authenticated(Answer answer) {
        JsonNode data = FlutterShapes.AUTHENTICATED.check(success(answer));
        FlutterShapes.USER.check(data.path("user"));
        return data;
    }

    @Quirk({"F-1", "F-4", "F-5"})
    @Test
    void theInboxIsReadPageByPage() {
        Person owner = kilat.owner();
        Rides.bookAndPay(owner);
        await("news").until(() -> inbox(owner).path("data").size() >= 2);
        JsonNode page = inbox(owner);
        NOTIFICATION.checkAll(page.path("data"));
        FlutterShapes.PAGINATION.check(page.path("pagination"));
        String id = page.path("data").get(0).path("id").asText();
        success(owner.client().put("/api/v1/notifications/" + id + "/read", null));
    }

    private static JsonNode inbox(Person person) {
        Answer answer = person.client().get("/api/v1/notifications?page=1&limit=20");
        success(answer);
        return answer.json();
    }

    @Test
    void preferencesAreThereBeforeAnybodyChoseAndAChoiceSticks() {
        ApiClient app = kilat.owner().client();
        assertThat(PREFERENCES
                        .check(success(app.get("/api/v1/notifications/preferences")))
                        .path("enable_sms")
                        .asBoolean())
                .isTrue();
        success(app.put(
                "/api/v1/notifications/preferences",
                Map.of("enable_push", true, "enable_sms", false, "enable_email", true)));
        assertThat(PREFERENCES
                        .check(success(app.get("/api/v1/notifications/preferences")))
                        .path("enable_sms")
                        .asBoolean(true))
                .isFalse();
        success(app.post("/api/v1/notifications/fcm-token", Map.of("token", "fcm:" + UUID.randomUUID())));
    }

    /** The apps cast `error` to a string, whoever says it: the gateway or a service. */
    @Quirk({"F-2", "F-11"})
    @Test
    void everyFailureIsAnObjectWithAStringError() {
        ApiClient app = kilat.owner().client();
        Stream.of(
                        kilat.gateway().get("/api/v1/auth/profile"),
                        kilat.gateway().get("/no/such/path"),
                        kilat.gateway()
                                .post("/api/v1/auth/login", Map.of("email", "nobody@example.com", "password", "x")),
                        app.post("/api/v1/bookings", "{"),
                        app.post("/api/v1/bookings", Map.of("pet_spec", Map.of())),
                        app.post("/api/v1/bookings", " ".repeat((1 << 20) + 1)),
                        app.get("/api/v1/bookings/" + UUID.randomUUID()),
                        app.get("/api/v1/petshops/mine"),
                        app.delete("/api/v1/bookings"))
                .forEach(answer -> {
                    assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
                    assertThat(answer.json().path("error").isTextual())
                            .as(answer.toString())
                            .isTrue();
                });
    }
}
