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

/** The way of notifications beyond the inbox. */
class DeliveryTest {
    private static final String PREFERENCES = "/api/v1/notifications/preferences";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of("NOTIFICATION_RETRY_FIRST", "10s"));
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    @Test
    void everyUsableChannelIsUsedInItsOwnWords() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-1", "+60123456789", "aisyah@example.com");
        JsonNode delivered = notifications.awaitDelivered(ride.owner(), notifications.publishAccepted(ride));
        assertThat(delivered.path("status").asText()).isEqualTo("sent");
        assertThat(words(delivered.path("channels_sent"))).containsExactly("push", "sms", "email");
        assertThat(delivered.path("channels_failed")).isEmpty();
        assertThat(notifications.outgoing(ride.owner()))
                .containsExactly(
                        "email to aisyah@example.com: A runner has accepted BK-7QK2MX / A runner has accepted booking BK-7QK2MX.",
                        "push to device-1: Runner Assigned! / A runner has accepted booking BK-7QK2MX.",
                        "sms to +60123456789: Runner Assigned! / Kilat: a runner has accepted your booking BK-7QK2MX.");
        assertThat(notifications.deliveries(ride.owner())).containsExactly("email sent 1", "push sent 1", "sms sent 1");
    }

    @Test
    void onlyWantedChannelsAreUsed() {
        Ride ride = Ride.any();
        ApiClient app = notifications.reachable(ride.owner(), "device-2", "+60123456789", "b@example.com");
        app.put(PREFERENCES, Map.of("enable_push", false, "enable_email", false))
                .expect(200);
        JsonNode delivered = notifications.awaitDelivered(ride.owner(), notifications.publishAccepted(ride));
        assertThat(words(delivered.path("channels_sent"))).containsExactly("sms");
        app.put(PREFERENCES, Map.of("enable_sms", false)).expect(200);
        notifications.events.publish(ride.pickedUp());
        JsonNode silent = notifications.awaitInbox(ride.owner(), 2).getFirst();
        assertThat(silent.path("status").asText()).isEqualTo("sent");
        assertThat(silent.path("channels_sent")).isEmpty();
        assertThat(notifications.deliveries(ride.owner())).containsExactly("sms sent 1");
    }

    @Test
    void whatAProviderRefusesIsNotTriedAgain() {
        Ride partly = Ride.any();
        notifications.reachable(partly.owner(), "device-refused", "+60123456789", "c@example.com-refused");
        JsonNode delivered = notifications.awaitDelivered(partly.owner(), notifications.publishAccepted(partly));
        assertThat(delivered.path("status").asText()).isEqualTo("partially_sent");
        assertThat(words(delivered.path("channels_sent"))).containsExactly("sms");
        assertThat(words(delivered.path("channels_failed"))).containsExactly("push", "email");

        Ride wholly = Ride.any();
        notifications.reachable(wholly.owner(), "device2-refused", "+60-refused", "d-refused");
        JsonNode failed = notifications.awaitDelivered(wholly.owner(), notifications.publishAccepted(wholly));
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("channels_sent")).isEmpty();
        assertThat(words(failed.path("channels_failed"))).containsExactly("push", "sms", "email");
        assertThat(notifications.deliveries(wholly.owner()))
                .containsExactly("email failed 1", "push failed 1", "sms failed 1");
        assertThat(notifications.outgoing(wholly.owner())).isEmpty();
    }

    @Test
    void whatAProviderCannotTakeIsTriedThreeMoreTimesWithGrowingPauses() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-unavailable", "+60123456789", "");
        String id = notifications.publishAccepted(ride);
        int attempt = 1;
        for (Duration pause : List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(6))) {
            String stand = "push pending " + attempt;
            soon(stand).until(() -> notifications.deliveries(ride.owner()).equals(List.of(stand, "sms sent 1")));
            assertThat(notifications
                            .notification(ride.owner(), id)
                            .path("status")
                            .asText())
                    .isEqualTo("pending");
            notifications.service.clock().advance(pause);
            attempt++;
        }
        JsonNode delivered = notifications.awaitDelivered(ride.owner(), id);
        assertThat(delivered.path("status").asText()).isEqualTo("partially_sent");
        assertThat(words(delivered.path("channels_failed"))).containsExactly("push");
        notifications.service.clock().advance(Duration.ofHours(5));
        Ride later = Ride.of(ride.owner());
        notifications.events.publish(later.completed());
        soon("a later one").until(() -> notifications.deliveries(ride.owner()).size() == 4);
        assertThat(notifications.deliveries(ride.owner())).startsWith("push failed 4", "sms sent 1");
    }

    @Test
    void itComesThroughWhenTheProviderIsBack() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device4-unavailable", "", "");
        String id = notifications.publishAccepted(ride);
        soon("first attempt").until(() -> notifications.deliveries(ride.owner()).equals(List.of("push pending 1")));
        // The provider knows only two kinds of device, so the one it does not reach goes to somebody else.
        notifications.reachable(UUID.randomUUID(), "device4-unavailable", "", "");
        notifications.reachable(ride.owner(), "device-4", "", "");
        notifications.service.clock().advance(Duration.ofSeconds(10));
        assertThat(words(notifications.awaitDelivered(ride.owner(), id).path("channels_sent")))
                .contains("push");
        assertThat(notifications.outgoing(ride.owner())).hasSize(1);
    }

    @Test
    void anEventThatComesAgainIsSentOnce() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-10", "", "");
        UUID event = UUID.randomUUID();
        notifications.events.publish(event, ride.accepted());
        notifications.awaitDelivered(
                ride.owner(),
                notifications.awaitInbox(ride.owner(), 1).getFirst().path("id").asText());
        notifications.execute("delete from inbox where event_id = '" + event + "'");
        notifications.events.publish(event, ride.accepted());
        notifications.events.publish(ride.pickedUp());
        notifications.awaitDelivered(
                ride.owner(),
                notifications.awaitInbox(ride.owner(), 2).getFirst().path("id").asText());
        assertThat(notifications.outgoing(ride.owner())).hasSize(2);
        assertThat(notifications.deliveries(ride.owner())).containsExactly("push sent 1", "push sent 1");
    }

    @Test
    void whatWasUnderWayWhenTheProcessDiedComesUpAgainAndTheProviderKnowsIt() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-11", "", "");
        String id = notifications.publishAccepted(ride);
        notifications.awaitDelivered(ride.owner(), id);
        // As it was left by a process that died after the provider had the message and before it could note so.
        notifications.execute(
                "update delivery set state = 'pending', reached = '{}', due_at = now() - interval '1 second'"
                        + " where notification_id = '" + id + "'");
        notifications.awaitDelivered(ride.owner(), id);
        soon("second attempt")
                .until(() -> notifications.deliveries(ride.owner()).equals(List.of("push sent 2")));
        assertThat(notifications.outgoing(ride.owner())).hasSize(1);
    }

    @Test
    void whatBecameOfDeliveriesIsCounted() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-12", "", "");
        notifications.awaitDelivered(ride.owner(), notifications.publishAccepted(ride));
        soon("counter")
                .until(() -> notifications
                        .service
                        .client()
                        .get("/metrics")
                        .text()
                        .lines()
                        .anyMatch(line -> line.startsWith(
                                        "kilat_notifications_deliveries_total{channel=\"push\",outcome=\"sent\"")
                                && !line.endsWith(" 0.0")));
    }

    @Test
    void attemptsThatAreCutShortAgainAndAgainComeToAnEnd() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-13", "", "");
        String id = notifications.publishAccepted(ride);
        notifications.awaitDelivered(ride.owner(), id);
        // As four processes left it, each of which died over it.
        notifications.execute(
                "update delivery set state = 'pending', reached = '{}', attempts = 4, due_at = now() - interval '1 second'"
                        + " where notification_id = '" + id + "'");
        soon("an end").until(() -> notifications.deliveries(ride.owner()).equals(List.of("push failed 4")));
    }

    @Test
    void whatOnlyANewerVersionCanSayWaitsForItAndHoldsNothingElseUp() {
        Ride ride = Ride.any();
        ApiClient app = notifications.reachable(ride.owner(), "device-14", "", "");
        notifications.quiet(app, -1);
        String id = notifications.publishAccepted(ride);
        notifications.execute("update notification set template = 'NEWS_OF_TOMORROW' where id = '" + id + "'");
        app.put(PREFERENCES, Map.of("quiet_hours_start", "", "quiet_hours_end", ""))
                .expect(200);
        notifications.events.publish(ride.pickedUp());
        soon("the later one")
                .until(() -> notifications.deliveries(ride.owner()).equals(List.of("push pending 0", "push sent 1")));
        assertThat(notifications.notification(ride.owner(), id).path("body").asText())
                .isEqualTo("A runner has accepted booking BK-7QK2MX.");
        notifications.execute("update notification set template = 'BOOKING_ACCEPTED' where id = '" + id + "'");
        notifications.service.clock().advance(Duration.ofMinutes(2));
        assertThat(words(notifications.awaitDelivered(ride.owner(), id).path("channels_sent")))
                .containsExactly("push");
    }

    @Test
    void aDeliveryByAChannelThatOnlyANewerVersionKnowsIsLeftToIt() {
        Ride ride = Ride.any();
        notifications.reachable(ride.owner(), "device-15", "", "");
        String id = notifications.publishAccepted(ride);
        notifications.awaitDelivered(ride.owner(), id);
        notifications.execute("insert into delivery (notification_id, channel, due_at, updated_at)" + " values ('" + id
                + "', 'pigeon', now() - interval '1 minute', now())");
        JsonNode shown = notifications.notification(ride.owner(), id);
        assertThat(words(shown.path("channels_sent"))).containsExactly("push");
        assertThat(notifications.deliveries(ride.owner())).containsExactly("pigeon pending 0", "push sent 1");
    }
}
