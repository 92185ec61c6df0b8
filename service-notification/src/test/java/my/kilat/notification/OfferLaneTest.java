package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** The provider of push messages is away for a while, or several instances share it. */
class OfferLaneTest {
    private static final Duration AN_ANSWER = Duration.ofSeconds(60);

    private static Offered offer(Notifications notifications) {
        UUID runner = UUID.randomUUID();
        notifications
                .app(runner, "", "", "")
                .post("/api/v1/notifications/fcm-token", Map.of("token", "device-" + runner))
                .expect(200);
        return Offered.to(runner, notifications.service.clock().instant().plus(AN_ANSWER));
    }

    private static List<String> states(Notifications notifications) {
        return notifications.column("select distinct state from offer_push");
    }

    @Test
    void whileTheProviderIsAwayOffersEndAndTheNextOneIsToldAtOnce() {
        SwitchedProvider provider = new SwitchedProvider();
        try (Notifications notifications = Notifications.start(provider)) {
            provider.goAway();
            List<Offered> missed =
                    IntStream.range(0, 20).mapToObj(_ -> offer(notifications)).toList();
            missed.forEach(offer -> notifications.events.publish(offer.made()));
            soon("an attempt").until(() -> !provider.tried().isEmpty());
            notifications.service.clock().advance(AN_ANSWER);
            soon("all are dropped").until(() -> states(notifications).equals(List.of("dropped")));
            provider.comeBack();
            notifications.service.clock().advance(Duration.ofSeconds(8));
            Offered next = offer(notifications);
            notifications.events.publish(next.made());
            soon("the next one").until(() -> provider.sent().equals(List.of(next.id())));
        }
    }

    @Test
    void aProviderThatIsBackInTimeGetsEveryOfferOnce() {
        SwitchedProvider provider = new SwitchedProvider();
        try (Notifications notifications = Notifications.start(provider)) {
            provider.goAway();
            List<Offered> offers =
                    IntStream.range(0, 20).mapToObj(_ -> offer(notifications)).toList();
            offers.forEach(offer -> notifications.events.publish(offer.made()));
            soon("an attempt").until(() -> !provider.tried().isEmpty());
            soon("all are known")
                    .until(() -> notifications
                            .column("select count(*) from offer_push where state = 'pending'")
                            .equals(List.of("20")));
            provider.comeBack();
            notifications.service.clock().advance(Duration.ofSeconds(8));
            soon("all are sent").until(() -> states(notifications).equals(List.of("sent")));
            assertThat(provider.sent())
                    .containsExactlyInAnyOrderElementsOf(
                            offers.stream().map(Offered::id).toList());
        }
    }

    @Test
    void offersAndNotificationsGoToTheSameDeviceByLanesOfTheirOwn() {
        SwitchedProvider provider = new SwitchedProvider();
        try (Notifications notifications = Notifications.start(provider)) {
            Offered offer = offer(notifications);
            Ride ride = Ride.of(offer.runner());
            notifications.events.publish(ride.accepted());
            notifications.events.publish(offer.made());
            soon("both").until(() -> provider.sent().size() == 2);
            assertThat(notifications.idsOf(offer.runner())).hasSize(1);
            assertThat(provider.sent()).contains(offer.id());
            soon("noted").until(() -> states(notifications).equals(List.of("sent")));
        }
    }

    @Test
    void twoInstancesSendEachOfferOnce() {
        SwitchedProvider provider = new SwitchedProvider();
        try (Notifications notifications = Notifications.start(provider);
                TestService second =
                        TestService.start(notifications.service.environment(), Notifications.withPush(provider))) {
            assertThat(second.port()).isNotEqualTo(notifications.service.port());
            List<Offered> offers =
                    IntStream.range(0, 100).mapToObj(_ -> offer(notifications)).toList();
            offers.forEach(offer -> {
                UUID event = UUID.randomUUID();
                notifications.events.publish(event, offer.made());
                notifications.events.publish(event, offer.made());
            });
            List<UUID> ids = offers.stream().map(Offered::id).toList();
            soon("all").until(() -> provider.sent().containsAll(ids));
            soon("noted").until(() -> states(notifications).equals(List.of("sent")));
            assertThat(provider.sent()).containsExactlyInAnyOrderElementsOf(ids);
        }
    }
}
