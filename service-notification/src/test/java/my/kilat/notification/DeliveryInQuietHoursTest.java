package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static my.kilat.notification.Notifications.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In quiet hours nothing but the inbox is used, and what has waited is sent after them. */
class DeliveryInQuietHoursTest {
    private static final String PREFERENCES = "/api/v1/notifications/preferences";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of());
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    @Test
    void inQuietHoursOnlyTheInboxKnows() {
        Ride ride = Ride.any();
        notifications.quiet(notifications.reachable(ride.owner(), "device-5", "+60123456789", ""), -1);
        String id = notifications.publishAccepted(ride);
        assertThat(notifications.notification(ride.owner(), id).path("status").asText())
                .isEqualTo("pending");
        // Somebody awake hears of a later event: so this one's turn has passed.
        Ride awake = Ride.any();
        notifications.reachable(awake.owner(), "device-6", "", "");
        notifications.awaitDelivered(awake.owner(), notifications.publishAccepted(awake));
        assertThat(notifications.outgoing(ride.owner())).isEmpty();
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push pending 0", "sms pending 0");

        notifications.service.clock().advance(Duration.ofMinutes(61));
        assertThat(words(notifications.awaitDelivered(ride.owner(), id).path("channels_sent")))
                .containsExactly("push", "sms");
        assertThat(notifications.outgoing(ride.owner())).hasSize(2);
    }

    @Test
    void quietHoursThatAreTakenBackEndAtOnceAndNewOnesCountForWhatWaits() {
        Ride ride = Ride.any();
        ApiClient app = notifications.reachable(ride.owner(), "device-7", "", "");
        notifications.quiet(app, -1);
        String id = notifications.publishAccepted(ride);
        notifications.quiet(app, -1);
        soon("looked at again and put off again")
                .until(() -> notifications
                        .column("select last_problem from delivery where notification_id = ?", UUID.fromString(id))
                        .equals(List.of("quiet hours")));
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push pending 0");
        app.put(PREFERENCES, Map.of("quiet_hours_start", "", "quiet_hours_end", ""))
                .expect(200);
        assertThat(words(notifications.awaitDelivered(ride.owner(), id).path("channels_sent")))
                .containsExactly("push");
    }

    @Test
    void aChannelThatIsTurnedOffWhileItWaitsIsNotUsed() {
        Ride ride = Ride.any();
        ApiClient app = notifications.reachable(ride.owner(), "device-8", "+60123456789", "");
        notifications.quiet(app, -1);
        String id = notifications.publishAccepted(ride);
        app.put(PREFERENCES, Map.of("enable_sms", false)).expect(200);
        notifications.service.clock().advance(Duration.ofMinutes(61));
        JsonNode delivered = notifications.awaitDelivered(ride.owner(), id);
        assertThat(delivered.path("status").asText()).isEqualTo("sent");
        assertThat(words(delivered.path("channels_sent"))).containsExactly("push");
        assertThat(delivered.path("channels_failed")).isEmpty();
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push sent 1", "sms dropped 0");
    }

    @Test
    void quietHoursThatAreStillToComeDoNotMatter() {
        Ride ride = Ride.any();
        notifications.quiet(notifications.reachable(ride.owner(), "device-9", "", ""), 1);
        assertThat(words(notifications
                        .awaitDelivered(ride.owner(), notifications.publishAccepted(ride))
                        .path("channels_sent")))
                .containsExactly("push");
    }
}
