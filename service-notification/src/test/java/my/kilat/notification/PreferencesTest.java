package my.kilat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people say the ways by which they want to be told. */
class PreferencesTest {
    private static final String PREFERENCES = "/api/v1/notifications/preferences";
    private static final String DEVICE = "/api/v1/notifications/fcm-token";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of());
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    private static JsonNode preferences(ApiClient app) {
        return app.get(PREFERENCES).expect(200).data();
    }

    @Test
    void whoeverNeverChoseHasEverythingOnAndTheContactsOfTheAccount() {
        UUID user = UUID.randomUUID();
        ApiClient app = notifications.app(user, "Aisyah", "+60123456789", "aisyah@example.com");
        JsonNode first = preferences(app);
        assertThat(first.path("user_id").asText()).isEqualTo(user.toString());
        assertThat(first.path("enable_push").asBoolean()).isTrue();
        assertThat(first.path("enable_sms").asBoolean()).isTrue();
        assertThat(first.path("enable_email").asBoolean()).isTrue();
        assertThat(first.path("phone_number").asText()).isEqualTo("+60123456789");
        assertThat(first.path("email").asText()).isEqualTo("aisyah@example.com");
        assertThat(first.has("fcm_token")).isFalse();
        assertThat(first.has("quiet_hours_start")).isFalse();
        assertThat(preferences(app)).as("the same id again").isEqualTo(first);
    }

    @Test
    void anAccountWithoutPhoneHasNone() {
        JsonNode preferences = preferences(notifications.app(UUID.randomUUID(), "", "", "a@example.com"));
        assertThat(preferences.has("phone_number")).isFalse();
    }

    @Test
    void falseSticksAndWhatIsNotNamedStays() {
        ApiClient app = notifications.app(UUID.randomUUID());
        var answer = app.put(PREFERENCES, Map.of("enable_push", true, "enable_sms", false, "enable_email", true))
                .expect(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"preferences updated\"}}");
        assertThat(preferences(app).path("enable_sms").asBoolean()).isFalse();
        app.put(PREFERENCES, Map.of("enable_push", false)).expect(200);
        app.put(PREFERENCES, Map.of()).expect(200);
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("enable_push", null);
        app.put(PREFERENCES, nulls).expect(200);
        JsonNode after = preferences(app);
        assertThat(after.path("enable_push").asBoolean()).isFalse();
        assertThat(after.path("enable_sms").asBoolean()).isFalse();
        assertThat(after.path("enable_email").asBoolean()).isTrue();
        app.put(PREFERENCES, Map.of("enable_sms", true)).expect(200);
        assertThat(preferences(app).path("enable_sms").asBoolean()).isTrue();
    }

    @Test
    void quietHoursComeAndGoTogether() {
        ApiClient app = notifications.app(UUID.randomUUID());
        app.put(PREFERENCES, Map.of("quiet_hours_start", "22:00", "quiet_hours_end", "07:00"))
                .expect(200);
        app.put(PREFERENCES, Map.of("enable_sms", false)).expect(200);
        assertThat(preferences(app).path("quiet_hours_start").asText()).isEqualTo("22:00");
        assertThat(preferences(app).path("quiet_hours_end").asText()).isEqualTo("07:00");
        app.put(PREFERENCES, Map.of("quiet_hours_start", "", "quiet_hours_end", ""))
                .expect(200);
        assertThat(preferences(app).has("quiet_hours_start")).isFalse();
        assertThat(preferences(app).has("quiet_hours_end")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quiet_hours_start\":\"22:00\"}",
                "{\"quiet_hours_end\":\"22:00\"}",
                "{\"quiet_hours_start\":\"22:00\",\"quiet_hours_end\":\"\"}",
                "{\"quiet_hours_start\":\"\",\"quiet_hours_end\":\"07:00\"}",
                "{\"quiet_hours_start\":\"22:00\",\"quiet_hours_end\":\"22:00\"}",
                "{\"quiet_hours_start\":\"25:00\",\"quiet_hours_end\":\"22:00\"}",
                "{\"quiet_hours_start\":2200,\"quiet_hours_end\":\"22:00\"}",
                "{\"enable_push\":\"no\"}",
                "[]",
                "{"
            })
    void whatMakesNoSenseIsRefusedAndChangesNothing(String body) {
        ApiClient app = notifications.app(UUID.randomUUID());
        JsonNode before = preferences(app);
        assertThat(app.put(PREFERENCES, body).expect(400).error()).isNotBlank();
        assertThat(preferences(app)).isEqualTo(before);
    }

    @Test
    void aDeviceBelongsToWhoeverUsesItNow() {
        ApiClient first = notifications.app(UUID.randomUUID());
        ApiClient second = notifications.app(UUID.randomUUID());
        String device = "device-" + UUID.randomUUID();
        assertThat(first.post(DEVICE, Map.of("token", " " + device + " "))
                        .expect(200)
                        .text())
                .isEqualTo("{\"success\":true,\"data\":{\"message\":\"FCM token registered\"}}");
        assertThat(preferences(first).path("fcm_token").asText()).isEqualTo(device);
        second.post(DEVICE, Map.of("token", device)).expect(200);
        assertThat(preferences(second).path("fcm_token").asText()).isEqualTo(device);
        assertThat(preferences(first).has("fcm_token"))
                .as("who used it before gets no messages of the other")
                .isFalse();
        second.post(DEVICE, Map.of("token", "x".repeat(4096))).expect(200);
        assertThat(preferences(second).path("fcm_token").asText()).hasSize(4096);
        second.post(DEVICE, Map.of("token", "x".repeat(4097))).expect(400);
        second.post(DEVICE, Map.of("token", " ")).expect(400);
        second.post(DEVICE, Map.of()).expect(400);
        second.post(DEVICE).expect(400);
    }

    /** Whatever the clocks of those who wrote them say. */
    @Test
    void theTokenOfTheNewestVersionOfAnAccountSaysHowSomebodyIsReached() {
        UUID user = UUID.randomUUID();
        long now = System.currentTimeMillis();
        ApiClient older = withPhone(user, "+60111111111", 4, new Date(now + 900_000));
        ApiClient newer = withPhone(user, "+60122222222", 5, new Date(now + 600_000));
        ApiClient newest = withPhone(user, "+60133333333", 7, new Date(now + 300_000));
        assertThat(preferences(older).path("phone_number").asText()).isEqualTo("+60111111111");
        assertThat(preferences(newer).path("phone_number").asText()).isEqualTo("+60122222222");
        assertThat(preferences(older).path("phone_number").asText()).isEqualTo("+60122222222");
        assertThat(preferences(newest).path("phone_number").asText()).isEqualTo("+60133333333");
        assertThat(preferences(newer).path("phone_number").asText()).isEqualTo("+60133333333");
    }

    private static ApiClient withPhone(UUID user, String phone, long version, Date expires) {
        return notifications
                .service
                .client()
                .as(TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                        .claim("phone", phone)
                        .claim("ver", version)
                        .expirationTime(expires)
                        .build()));
    }

    @Test
    void aRepeatedRequestWithItsKeyChangesNothingMore() {
        ApiClient app = notifications.app(UUID.randomUUID());
        ApiClient keyed = app.with("Idempotency-Key", "once");
        keyed.put(PREFERENCES, Map.of("enable_push", false)).expect(200);
        app.put(PREFERENCES, Map.of("enable_push", true)).expect(200);
        assertThat(keyed.put(PREFERENCES, Map.of("enable_push", false))
                        .expect(200)
                        .header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(preferences(app).path("enable_push").asBoolean()).isTrue();
    }

    /** While instances of two versions work side by side. */
    @Test
    void aChannelThatOnlyANewerVersionKnowsIsLeftAsItIs() {
        UUID user = UUID.randomUUID();
        ApiClient app = notifications.app(user);
        app.put(PREFERENCES, Map.of("enable_sms", false)).expect(200);
        notifications.execute("update recipient set channels_off = '{pigeon,sms}' where user_id = '" + user + "'");
        assertThat(preferences(app).path("enable_sms").asBoolean()).isFalse();
        app.put(PREFERENCES, Map.of("enable_sms", true, "enable_push", false, "enable_pigeon", true))
                .expect(200);
        assertThat(notifications.column("select channels_off from recipient where user_id = ?", user))
                .containsExactly("{pigeon,push}");
        assertThat(preferences(app).has("enable_pigeon")).isFalse();
    }
}
