package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.tracking.Stop;
import org.junit.jupiter.api.Test;

/** What is of use for a while only is in the inbox, and is sent in time or not at all. */
class TimelyTest {
    private static void awaitDeliveries(Notifications notifications, Ride ride, String... deliveries) {
        awaitDeliveries(notifications, ride.owner(), deliveries);
    }

    private static void awaitDeliveries(Notifications notifications, UUID user, String... deliveries) {
        soon(String.join(", ", deliveries))
                .until(() -> notifications.deliveries(user).equals(List.of(deliveries)));
    }

    @Test
    void whatIsHeardOfTooLateIsInTheInboxAlone() {
        try (Notifications notifications = Notifications.start(Map.of())) {
            Instant now = notifications.service.clock().instant();
            Ride ride = Ride.any();
            notifications.reachable(ride.owner(), "device-" + ride.owner(), "", "");
            notifications.events.publish(ride.arrived(Stop.PICKUP, now.minus(Duration.ofHours(3))));
            notifications.events.publish(ride.delayed(now.minus(Duration.ofHours(2))));
            awaitDeliveries(notifications, ride, "push dropped 0", "push dropped 0");
            assertThat(notifications.idsOf(ride.owner())).hasSize(2);
            assertThat(notifications.column("select distinct last_problem from delivery"))
                    .containsExactly("out of date");
            soon("both are counted").until(() -> notifications.counted("push", "expired") == 2);

            notifications.events.publish(ride.arrived(Stop.DROPOFF, now));
            awaitDeliveries(notifications, ride, "push dropped 0", "push dropped 0", "push sent 1");
            assertThat(notifications.outgoing(ride.owner())).hasSize(1);
        }
    }

    @Test
    void whatCouldNotBeSentInTimeIsNotSentAfterAnOutageOfTheProvider() {
        SwitchedProvider provider = new SwitchedProvider();
        try (Notifications notifications = Notifications.start(provider)) {
            Ride ride = Ride.any();
            notifications.reachable(ride.owner(), "device-" + ride.owner(), "", "");
            provider.goAway();
            Instant now = notifications.service.clock().instant();
            notifications.events.publish(ride.accepted());
            notifications.events.publish(ride.arrived(Stop.PICKUP, now));
            notifications.events.publish(ride.notice(NoticeOccasion.PICKUP_LATE, now.plusSeconds(600)));
            soon("all are known").until(() -> notifications.idsOf(ride.owner()).size() == 3);
            soon("an attempt").until(() -> !provider.tried().isEmpty());
            notifications.service.clock().advance(Duration.ofMinutes(20));
            soon("the late ones")
                    .until(() -> notifications
                            .column("select count(*) from delivery where state = 'dropped'")
                            .equals(List.of("2")));
            provider.comeBack();
            notifications.service.clock().advance(Duration.ofMinutes(6));
            soon("the other one").until(() -> provider.sent().size() == 1);
            assertThat(notifications.column(
                            "select n.template from delivery d join notification n on n.id = d.notification_id"
                                    + " where d.notification_id = ?",
                            provider.sent().getFirst()))
                    .containsExactly("BOOKING_ACCEPTED");
            assertThat(notifications.counted("push", "expired")).isEqualTo(2);
            assertThat(notifications.idsOf(ride.owner())).hasSize(3);
        }
    }

    @Test
    void whatWouldWaitForTheEndOfQuietHoursInVainIsDroppedAtOnce() {
        try (Notifications notifications = Notifications.start(Map.of())) {
            Ride ride = Ride.any();
            Instant instant = notifications.service.clock().instant();
            notifications.quiet(notifications.reachable(ride.owner(), "device-" + ride.owner(), "", ""), -1);
            notifications.events.publish(ride.arrived(Stop.PICKUP, instant));
            awaitDeliveries(notifications, ride, "push dropped 0");
            notifications.events.publish(ride.accepted());
            awaitDeliveries(notifications, ride, "push dropped 0", "push pending 0");
        }
    }

    @Test
    void aRunnerWhoDrivesIsToldOfAStopWhateverTheirQuietHours() {
        try (Notifications notifications = Notifications.start(Map.of())) {
            Ride ride = Ride.any();
            notifications.quiet(notifications.reachable(ride.owner(), "device-" + ride.owner(), "", ""), -1);
            notifications.quiet(notifications.reachable(ride.runner(), "device-" + ride.runner(), "", ""), -1);
            notifications.events.publish(
                    ride.stopped(notifications.service.clock().instant()));
            awaitDeliveries(notifications, ride.runner(), "push sent 1");
            awaitDeliveries(notifications, ride.owner(), "push dropped 0");
        }
    }

    /** What is caught up with when an address becomes known is not older than it may be. */
    @Test
    void whoBecomesKnownLaterIsNotToldOfWhatIsOver() {
        try (Notifications notifications = Notifications.start(Map.of())) {
            Ride ride = Ride.any();
            Instant now = notifications.service.clock().instant();
            notifications.events.publish(ride.arrived(Stop.PICKUP, now.minus(Duration.ofMinutes(14))));
            soon("inbox").until(() -> !notifications.idsOf(ride.owner()).isEmpty());
            notifications.service.clock().advance(Duration.ofMinutes(2));
            notifications.events.publish(Accounts.of(ride.owner(), 1, "+60123456789", "aisyah@example.com"));
            soon("deliveries")
                    .until(() -> !notifications.deliveries(ride.owner()).isEmpty());
            assertThat(notifications.deliveries(ride.owner()))
                    .allSatisfy(delivery -> assertThat(delivery).endsWith("dropped 0"));
        }
    }
}
