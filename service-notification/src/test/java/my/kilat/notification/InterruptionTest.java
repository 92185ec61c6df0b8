package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** The database is away for a while, or the service itself is. */
class InterruptionTest {
    @Test
    void whatHappensWhileTheDatabaseIsAwayIsToldAfterwardsAndOnce() {
        try (TestPostgres postgres = TestServers.newPostgres()) {
            TestDatabase database = postgres.createDatabase(false);
            try (Notifications notifications = Notifications.start(Map.of(
                    "DB_PORT",
                    Integer.toString(database.port()),
                    "DB_NAME",
                    database.name(),
                    "DB_POOL_WAIT",
                    "1s",
                    "EVENT_ATTEMPTS",
                    "2"))) {
                UUID owner = UUID.randomUUID();
                notifications.reachable(owner, "device-1", "", "");
                notifications.events.publish(Ride.of(owner).accepted());
                soon("first").until(() -> notifications.deliveries(owner).equals(List.of("push sent 1")));

                postgres.server().stop();
                for (int i = 0; i < 20; i++) {
                    notifications.events.publish(Ride.of(owner).accepted());
                }
                await("a while without a database")
                        .during(Duration.ofSeconds(4))
                        .atMost(Duration.ofSeconds(8))
                        .until(() ->
                                notifications.service.client().get("/readiness").status() == 503);
                assertThat(notifications.app(owner).get("/api/v1/notifications").status())
                        .isEqualTo(503);
                postgres.server().start();

                List<String> allSent = new ArrayList<>();
                for (int i = 0; i < 21; i++) {
                    allSent.add("push sent 1");
                }
                soon("all")
                        .ignoreExceptions()
                        .until(() -> notifications.deliveries(owner).equals(allSent));
                assertThat(notifications.outgoing(owner)).hasSize(21);
            }
        }
    }

    @Test
    void aResultThatCannotBeStoredHasNoOtherMessageOfItsBatchSentAgain() {
        SwitchedProvider push = new SwitchedProvider();
        UUID owner = UUID.randomUUID();
        try (Notifications notifications = Notifications.start(push)) {
            notifications.quiet(notifications.reachable(owner, "device-3", "", ""), -1);
            notifications.events.publish(Ride.of(owner).accepted());
            notifications.events.publish(Ride.of(owner).accepted());
            List<String> ids = notifications.awaitInbox(owner, 2).stream()
                    .map(one -> one.path("id").asText())
                    .toList();
            notifications.execute("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'refused'; end $$");
            notifications.execute("create trigger refuse before update on delivery for each row when ("
                    + "new.state = 'sent' and old.notification_id = '" + ids.getFirst()
                    + "') execute function refuse()");
            notifications.service.clock().advance(Duration.ofMinutes(61));
            notifications.awaitDelivered(owner, ids.getLast());
            notifications.execute("drop trigger refuse on delivery");
            notifications.service.clock().advance(Duration.ofMinutes(10));
            notifications.awaitDelivered(owner, ids.getFirst());
            assertThat(push.sent().stream().map(UUID::toString))
                    .containsExactlyInAnyOrder(ids.getFirst(), ids.getFirst(), ids.getLast());
        }
    }

    @Test
    void whatWaitsForTheEndOfQuietHoursOutlivesARestart() {
        Environment environment;
        UUID owner = UUID.randomUUID();
        String id;
        try (Notifications before = Notifications.start(Map.of())) {
            environment = before.service.environment();
            before.quiet(before.reachable(owner, "device-2", "", ""), -1);
            before.events.publish(Ride.of(owner).accepted());
            id = before.awaitInbox(owner, 1).getFirst().path("id").asText();
            assertThat(before.notification(owner, id).path("status").asText()).isEqualTo("pending");
        }
        try (Notifications after = Notifications.start(environment)) {
            after.service.clock().advance(Duration.ofMinutes(61));
            assertThat(after.awaitDelivered(owner, id).path("channels_sent").toString())
                    .isEqualTo("[\"push\"]");
            assertThat(after.outgoing(owner)).hasSize(1);
        }
    }
}
