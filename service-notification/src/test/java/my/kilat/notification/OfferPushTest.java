package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runners are told of offers, once and in time. */
class OfferPushTest {
    private static final Duration AN_ANSWER = Duration.ofSeconds(60);

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of());
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    private static Instant inTime() {
        return notifications.service.clock().instant().plus(AN_ANSWER);
    }

    /** A runner with a phone, an address and this device. */
    private static UUID runner(String device) {
        UUID runner = UUID.randomUUID();
        register(runner, device);
        return runner;
    }

    private static ApiClient register(UUID runner, String device) {
        return notifications.reachable(runner, device, "+60123456789", "faiz@example.com");
    }

    private static UUID runner() {
        return runner("device-" + UUID.randomUUID());
    }

    /** What the providers were handed for an offer: channel, title and text. */
    private static List<String> outgoing(Offered offer) {
        return notifications.column(
                "select channel || ': ' || title || ' / ' || body from outgoing_message where notification_id = ?",
                offer.id());
    }

    private static List<String> state(Offered offer) {
        return notifications.column("select state || ' ' || attempts from offer_push where offer_id = ?", offer.id());
    }

    private static void awaitState(Offered offer, String state) {
        soon(state).until(() -> state(offer).equals(List.of(state)));
    }

    /** What was said of this offer's booking before has been applied and sent by now. */
    private static void awaitATurnAfter(Offered offer) {
        Offered next = offer.next(runner(), inTime());
        notifications.events.publish(next.made());
        awaitState(next, "sent 1");
    }

    private static double counted(String outcome) {
        return notifications.counted("offers", outcome);
    }

    @Test
    void itGoesToTheDeviceAloneAndIntoNoInbox() {
        Offered offer = Offered.to(runner(), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "sent 1");
        assertThat(outgoing(offer))
                .containsExactly(
                        "push: A Ride For You / Booking BK-7QK2MX near you is offered to you. Open the app now to accept it.");
        assertThat(notifications
                        .app(offer.runner())
                        .get("/api/v1/notifications")
                        .expect(200)
                        .data())
                .isEmpty();
        assertThat(notifications.idsOf(offer.runner())).isEmpty();
    }

    @Test
    void anEventThatComesAgainSendsNothing() {
        Offered offer = Offered.to(runner(), inTime());
        UUID event = UUID.randomUUID();
        notifications.events.publish(event, offer.made());
        notifications.events.publish(event, offer.made());
        awaitState(offer, "sent 1");
        notifications.events.publish(event, offer.made());
        notifications.events.publish(offer.made());
        awaitATurnAfter(offer);
        assertThat(state(offer)).containsExactly("sent 1");
    }

    @Test
    void anOfferThatIsHeardOfTooLateIsCountedAndNotSent() {
        double before = counted("expired");
        Offered offer = Offered.to(runner(), notifications.service.clock().instant());
        notifications.events.publish(offer.made());
        awaitATurnAfter(offer);
        assertThat(state(offer)).isEmpty();
        assertThat(counted("expired")).isEqualTo(before + 1);
    }

    @Test
    void anEndThatIsHeardOfBeforeItsOfferPrevails() {
        Offered offer = Offered.to(runner(), inTime());
        notifications.events.publish(offer.ended(OfferStatus.WITHDRAWN));
        notifications.events.publish(offer.made());
        awaitATurnAfter(offer);
        assertThat(state(offer)).containsExactly("dropped 0");
        assertThat(outgoing(offer)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = OfferStatus.class,
            names = {"WITHDRAWN", "ACCEPTED", "DECLINED", "EXPIRED"})
    void whatHasEndedBeforeItWasSentIsNotSent(OfferStatus status) {
        String device = "device-" + UUID.randomUUID() + "-unavailable";
        Offered offer = Offered.to(runner(device), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "pending 1");
        notifications.events.publish(offer.ended(status));
        notifications.events.publish(offer.ended(status));
        awaitState(offer, "dropped 1");
        register(offer.runner(), "device-" + UUID.randomUUID());
        notifications.service.clock().advance(Duration.ofSeconds(3));
        awaitATurnAfter(offer);
        assertThat(state(offer)).containsExactly("dropped 1");
        assertThat(outgoing(offer)).isEmpty();
    }

    @Test
    void anEndAfterItWasSentChangesNothing() {
        Offered offer = Offered.to(runner(), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "sent 1");
        notifications.events.publish(offer.ended(OfferStatus.WITHDRAWN));
        awaitATurnAfter(offer);
        assertThat(state(offer)).containsExactly("sent 1");
    }

    @Test
    void whatCannotBeSentIsTriedAgainUntilItsDeadlineAndDroppedThen() {
        double before = counted("expired");
        Offered offer = Offered.to(runner("device-" + UUID.randomUUID() + "-unavailable"), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "pending 1");
        notifications.service.clock().advance(Duration.ofSeconds(2));
        awaitState(offer, "pending 2");
        register(offer.runner(), "device-" + UUID.randomUUID());
        notifications.service.clock().advance(AN_ANSWER);
        awaitState(offer, "dropped 2");
        assertThat(outgoing(offer)).isEmpty();
        soon("counter").until(() -> counted("expired") == before + 1);
    }

    @Test
    void itIsTriedAgainLaterAndLaterAndOnceMoreBeforeItsEnd() {
        double before = counted("retried");
        Offered offer = Offered.to(runner("device-" + UUID.randomUUID() + "-unavailable"), inTime());
        notifications.events.publish(offer.made());
        int attempts = 1;
        for (long pause : new long[] {2, 4, 8, 16}) {
            double ended = before + attempts;
            soon("attempt " + attempts).until(() -> counted("retried") == ended);
            notifications.service.clock().advance(Duration.ofSeconds(pause));
            attempts++;
        }
        soon("attempt 5").until(() -> counted("retried") == before + 5);
        register(offer.runner(), "device-" + UUID.randomUUID());
        notifications.service.clock().advance(Duration.ofSeconds(15));
        awaitSent(offer);
    }

    @Test
    void aRetryThatComesInTimeReachesADeviceThatIsBack() {
        Offered offer = Offered.to(runner("device-" + UUID.randomUUID() + "-unavailable"), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "pending 1");
        register(offer.runner(), "device-" + UUID.randomUUID());
        notifications.service.clock().advance(Duration.ofSeconds(2));
        awaitSent(offer);
    }

    /** The device that is never available keeps the delivery open; the other one has the message. */
    private static void awaitSent(Offered offer) {
        soon("sent").until(() -> outgoing(offer).size() == 1);
    }

    @Test
    void whoDoesNotWantPushMessagesIsNotTold() {
        UUID runner = UUID.randomUUID();
        register(runner, "device-" + UUID.randomUUID())
                .put("/api/v1/notifications/preferences", Map.of("enable_push", false))
                .expect(200);
        Offered offer = Offered.to(runner, inTime());
        notifications.events.publish(offer.made());
        Offered stranger = offer.next(UUID.randomUUID(), inTime());
        notifications.events.publish(stranger.made());
        awaitATurnAfter(offer);
        assertThat(state(offer)).isEmpty();
        assertThat(state(stranger)).isEmpty();
    }

    @Test
    void whoIsOnlineWorksWhateverTheirQuietHours() {
        UUID runner = UUID.randomUUID();
        notifications.quiet(register(runner, "device-" + UUID.randomUUID()), -1);
        Offered offer = Offered.to(runner, inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "sent 1");
    }

    @Test
    void whatAnInstanceHadWhenItDiedIsSentByAnotherWhileTheOfferLasts() {
        Offered offer = Offered.to(runner(), inTime());
        notifications.events.publish(offer.made());
        awaitState(offer, "sent 1");
        // As an instance left it that died before it handed the message over.
        notifications.execute("delete from outgoing_message where notification_id = '" + offer.id() + "'");
        notifications.execute("update offer_push set state = 'pending', reached = '{}',"
                + " due_at = now() + interval '1 second' where offer_id = '" + offer.id() + "'");
        notifications.service.clock().advance(Duration.ofSeconds(5));
        awaitState(offer, "sent 2");
        assertThat(outgoing(offer)).hasSize(1);
    }
}
