package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.security.TokenSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Push messages go to all devices of a user, until the user logs out. */
class DevicesTest {
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

    /** The app of a user whose sessions are of this generation. */
    private static ApiClient app(UUID user, long generation) {
        return notifications
                .service
                .client()
                .as(TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                        .claim("phone", "")
                        .claim("email", "")
                        .claim("ver", generation + 1)
                        .claim("gen", generation)
                        .build()));
    }

    private static void register(UUID user, long generation, String... devices) {
        for (String device : devices) {
            app(user, generation).post(DEVICE, Map.of("token", device)).expect(200);
        }
    }

    private static String device() {
        return "device-" + UUID.randomUUID();
    }

    private static JsonNode delivered(Ride ride) {
        notifications.events.publish(ride.accepted());
        soon("inbox").until(() -> !notifications.idsOf(ride.owner()).isEmpty());
        return notifications.awaitDelivered(
                ride.owner(), notifications.idsOf(ride.owner()).getFirst());
    }

    private static List<String> pushedTo(UUID user) {
        return notifications.column(
                "select address from outgoing_message o join notification n on n.id = o.notification_id"
                        + " where n.user_id = ? and o.channel = 'push' order by n.created_at, address",
                user);
    }

    private static List<String> devicesOf(UUID user) {
        return notifications.column("select token from device where user_id = ? order by seen", user);
    }

    @Test
    void aMessageGoesToEachDeviceOnce() {
        Ride ride = Ride.any();
        String[] devices = {device(), device(), device()};
        register(ride.owner(), 0, devices);
        register(ride.owner(), 0, devices[1]);
        assertThat(app(ride.owner(), 0)
                        .get("/api/v1/notifications/preferences")
                        .data()
                        .path("fcm_token")
                        .asText())
                .as("clients that know of one see the one registered last")
                .isEqualTo(devices[1]);
        JsonNode notification = delivered(ride);
        assertThat(notification.path("status").asText()).isEqualTo("sent");
        assertThat(notification.path("channels_sent").toString()).isEqualTo("[\"push\"]");
        assertThat(pushedTo(ride.owner())).containsExactlyInAnyOrder(devices);
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push sent 1");
    }

    @Test
    void aDeviceThatIsNoLongerRegisteredIsForgottenAndTheOthersGetTheMessage() {
        Ride ride = Ride.any();
        String good = device();
        register(ride.owner(), 0, device() + "-refused", good, device() + "-refused");
        JsonNode notification = delivered(ride);
        assertThat(notification.path("status").asText()).isEqualTo("sent");
        assertThat(notification.path("channels_failed")).isEmpty();
        assertThat(pushedTo(ride.owner())).containsExactly(good);
        soon("forgotten").until(() -> devicesOf(ride.owner()).equals(List.of(good)));
    }

    @Test
    void aDeviceThatIsNotReachedIsTriedAgainAndTheOthersAreNotToldTwice() {
        Ride ride = Ride.any();
        String good = device();
        String later = device();
        register(ride.owner(), 0, device() + "-unavailable", good);
        double before = notifications.counted("push", "retried");
        notifications.events.publish(ride.accepted());
        awaitFailedAttempts(before + 1);
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push pending 1");
        assertThat(pushedTo(ride.owner())).containsExactly(good);
        notifications.execute("delete from outgoing_message where address = '" + good + "'");
        register(ride.owner(), 0, later);
        int attempt = 2;
        for (Duration pause : List.of(Duration.ofSeconds(10), Duration.ofMinutes(1))) {
            notifications.service.clock().advance(pause);
            awaitFailedAttempts(before + attempt);
            assertThat(notifications.deliveries(ride.owner())).containsExactly("push pending " + attempt);
            attempt++;
        }
        notifications.service.clock().advance(Duration.ofMinutes(6));
        soon("the end").until(() -> notifications.deliveries(ride.owner()).equals(List.of("push sent 4")));
        assertThat(pushedTo(ride.owner())).as("not again to the first").containsExactly(later);
    }

    /** Those that are noted as failed and are to be made again; one that is under way is not among them. */
    private static void awaitFailedAttempts(double count) {
        soon("attempt " + count).until(() -> notifications.counted("push", "retried") == count);
    }

    @Test
    void onlyTheTenNewestAreKept() {
        UUID user = UUID.randomUUID();
        String first = device();
        register(user, 0, first);
        for (int i = 0; i < 10; i++) {
            register(user, 0, device());
        }
        assertThat(devicesOf(user)).hasSize(10).doesNotContain(first);
    }

    @Test
    void aDeviceThatAnotherUserRegistersGetsOnlyTheirMessages() {
        Ride first = Ride.any();
        Ride second = Ride.any();
        String shared = device();
        register(first.owner(), 0, shared);
        register(second.owner(), 0, shared);
        delivered(first);
        delivered(second);
        assertThat(pushedTo(first.owner())).isEmpty();
        assertThat(pushedTo(second.owner())).containsExactly(shared);
    }

    @Test
    void afterTheEndOfTheSessionsTheirDevicesAreForgottenAndNewOnesAreNot() {
        Ride ride = Ride.any();
        UUID user = ride.owner();
        register(user, 0, device(), device());
        register(user, 0, device());
        notifications.events.publish(Accounts.of(user, 2, 1));
        soon("forgotten").until(() -> devicesOf(user).isEmpty());
        app(user, 0).post(DEVICE, Map.of("token", device())).expect(401);

        String after = device();
        register(user, 1, after);
        notifications.events.publish(Accounts.of(user, 2, 1));
        notifications.events.publish(Accounts.of(user, 1, 0));
        JsonNode notification = delivered(ride);
        assertThat(notification.path("status").asText()).isEqualTo("sent");
        assertThat(pushedTo(user)).containsExactly(after);
    }

    /** The new session registers its device before it is heard that the old one has ended. */
    @Test
    void newsOfTheEndThatComeLateTakeNothingFromTheNextSession() {
        Ride ride = Ride.any();
        String before = device();
        String after = device();
        register(ride.owner(), 0, before);
        register(ride.owner(), 1, after);
        delivered(ride);
        assertThat(pushedTo(ride.owner()))
                .as("the token of the new session says that the old one has ended")
                .containsExactly(after);
        notifications.events.publish(Accounts.of(ride.owner(), 2, 1));
        soon("forgotten").until(() -> devicesOf(ride.owner()).equals(List.of(after)));
    }

    /** What identity tells directly is enough: no push message waits for Kafka to forget a phone. */
    @Test
    void aPhoneOfASessionThatIsKnownToHaveEndedGetsNothing() {
        Ride ride = Ride.any();
        String lost = device();
        register(ride.owner(), 0, lost);
        notifications
                .service
                .host()
                .tokens(TokenSettings.from(notifications.service.environment()))
                .revocations()
                .learn(ride.owner(), 1, Duration.ofMinutes(15));
        notifications.events.publish(ride.accepted());
        soon("dropped").until(() -> notifications.deliveries(ride.owner()).equals(List.of("push dropped 0")));
        assertThat(pushedTo(ride.owner())).isEmpty();
        app(ride.owner(), 0).get("/api/v1/notifications").expect(401);
        assertThat(app(ride.owner(), 1)
                        .get("/api/v1/notifications")
                        .expect(200)
                        .data()
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("sent");
    }
}
