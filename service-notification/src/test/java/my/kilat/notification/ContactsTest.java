package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where people are reached is what identity tells of their accounts, whether or not they ever looked into their inbox. */
class ContactsTest {
    private static final String SMS =
            "sms to %s: Runner Assigned! / Kilat: a runner has accepted your booking BK-7QK2MX.";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of());
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    private static void tell(AccountUpdated account) {
        notifications.events.publish(account);
        soon("what is told")
                .until(() -> !notifications
                        .column(
                                "select 1 from recipient where user_id = ? and account_version >= ? and announced",
                                account.userId(),
                                account.version())
                        .isEmpty());
    }

    private static List<String> afterAcceptance(Ride ride, int messages) {
        notifications.events.publish(ride.accepted());
        soon("messages").until(() -> notifications.outgoing(ride.owner()).size() == messages);
        return notifications.outgoing(ride.owner());
    }

    @Test
    void ownersAndRunnersWhoNeverOpenedTheirInboxGetSmsAndMail() {
        Ride ride = Ride.any();
        tell(Accounts.of(ride.owner(), 1, "+60111", "owner@example.com"));
        tell(Accounts.of(ride.runner(), 1, "+60222", "runner@example.com"));
        notifications.events.publish(ride.confirmed(ConfirmedBy.OWNER));
        for (UUID user : List.of(ride.owner(), ride.runner())) {
            soon("sms and mail").until(() -> notifications.outgoing(user).size() == 2);
            assertThat(notifications.outgoing(user))
                    .anyMatch(message -> message.startsWith("email to "))
                    .anyMatch(message -> message.startsWith("sms to +60"));
        }
    }

    @Test
    void aChangedNumberIsUsedAndOlderNewsThatComeLaterAreNot() {
        UUID owner = UUID.randomUUID();
        tell(Accounts.of(owner, 3, "+60111", ""));
        assertThat(afterAcceptance(Ride.of(owner), 1)).containsExactly(SMS.formatted("+60111"));
        tell(Accounts.of(owner, 4, "+60222", ""));
        tell(Accounts.of(owner, 3, "+60111", ""));
        tell(Accounts.of(owner, 4, "+60222", ""));
        assertThat(afterAcceptance(Ride.of(owner), 2)).last().isEqualTo(SMS.formatted("+60222"));
    }

    /** The token of a phone that was not used for a while shows the account as it was. */
    @Test
    void anOlderTokenChangesNothingAndANewerOneCountsUntilIdentityTellsMore() {
        UUID owner = UUID.randomUUID();
        var old = notifications.app(owner, "Aisyah", "+60111", "");
        tell(Accounts.of(owner, 100, "+60222", ""));
        old.get("/api/v1/notifications/preferences").expect(200);
        assertThat(afterAcceptance(Ride.of(owner), 1)).containsExactly(SMS.formatted("+60222"));

        UUID other = UUID.randomUUID();
        var visit = notifications.app(other, "Aisyah", "+60333", "");
        visit.get("/api/v1/notifications/preferences").expect(200);
        assertThat(afterAcceptance(Ride.of(other), 1)).containsExactly(SMS.formatted("+60333"));
        notifications.events.publish(Accounts.of(other, 1, "+60000", ""));
        tell(Accounts.of(other, 1000, "+60444", ""));
        assertThat(afterAcceptance(Ride.of(other), 2)).last().isEqualTo(SMS.formatted("+60444"));
    }

    @Test
    void whatWasToldBeforeTheAccountWasHeardOfGoesOutAsSoonAsItIs() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.accepted());
        soon("inbox").until(() -> notifications.idsOf(ride.owner()).size() == 1);
        String id = notifications.idsOf(ride.owner()).getFirst();
        assertThat(notifications.notification(ride.owner(), id).path("status").asText())
                .isEqualTo("sent");
        AccountUpdated account = Accounts.of(ride.owner(), 1, "+60111", "a@example.com");
        UUID event = UUID.randomUUID();
        notifications.events.publish(event, account);
        soon("sms and mail").until(() -> notifications.outgoing(ride.owner()).size() == 2);
        notifications.events.publish(event, account);
        notifications.events.publish(account);
        tell(Accounts.of(ride.owner(), 2, "+60222", "a@example.com"));
        assertThat(notifications.deliveries(ride.owner())).containsExactly("email sent 1", "sms sent 1");
        assertThat(notifications
                        .notification(ride.owner(), id)
                        .path("channels_sent")
                        .toString())
                .isEqualTo("[\"sms\",\"email\"]");
    }

    @Test
    void whatIsOldIsNotSentAnyMore() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.accepted());
        soon("inbox").until(() -> notifications.idsOf(ride.owner()).size() == 1);
        notifications.service.clock().advance(Duration.ofMinutes(16));
        tell(Accounts.of(ride.owner(), 1, "+60111", "a@example.com"));
        assertThat(notifications.deliveries(ride.owner())).isEmpty();
    }

    @Test
    void whatSomebodyHasTurnedOffStaysOff() {
        UUID owner = UUID.randomUUID();
        notifications
                .app(owner, "Aisyah", "", "")
                .put("/api/v1/notifications/preferences", Map.of("enable_sms", false))
                .expect(200);
        tell(Accounts.of(owner, 1000, "+60111", "a@example.com"));
        assertThat(afterAcceptance(Ride.of(owner), 1))
                .allMatch(message -> message.startsWith("email to a@example.com"));
        assertThat(notifications
                        .app(owner, "Aisyah", "", "")
                        .get("/api/v1/notifications/preferences")
                        .data()
                        .path("phone_number")
                        .asText())
                .isEqualTo("+60111");
    }
}
