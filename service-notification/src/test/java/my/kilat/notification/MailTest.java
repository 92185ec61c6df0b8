package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.CancelledByRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From an event to a mailbox. */
class MailTest {
    private static GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static Notifications notifications;

    @BeforeAll
    static void start() {
        server.start();
        notifications = Notifications.start(Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(server.getSmtp().getPort()),
                "SMTP_STARTTLS", "false"));
    }

    @AfterAll
    static void stop() {
        notifications.close();
        server.stop();
    }

    private static String send(Ride ride, my.kilat.contract.event.DomainEvent event) {
        notifications.events.publish(event);
        soon("inbox").until(() -> !notifications.idsOf(ride.owner()).isEmpty());
        return notifications.idsOf(ride.owner()).getFirst();
    }

    @Test
    void aMailSaysWhatHappenedAndEscapesWhatPeopleWrote() throws Exception {
        Ride ride = Ride.any();
        notifications.app(ride.owner(), "Aïsyah", "", "aisyah@example.com").get("/api/v1/notifications/preferences");
        String id = send(ride, ride.cancelled(CancelledByRole.RUNNER, ride.runner(), "<b>Grüße</b> & \"bye\""));
        assertThat(notifications
                        .awaitDelivered(ride.owner(), id)
                        .path("channels_sent")
                        .toString())
                .isEqualTo("[\"email\"]");
        MimeMessage mail = java.util.Arrays.stream(server.getReceivedMessages())
                .filter(received -> Mailbox.idOf(received).contains(id))
                .findFirst()
                .orElseThrow();
        assertThat(mail.getSubject()).isEqualTo("Booking BK-7QK2MX was cancelled");
        MimeMultipart both = (MimeMultipart) mail.getContent();
        assertThat(both.getBodyPart(0).getContent().toString().strip())
                .isEqualTo("Booking BK-7QK2MX was cancelled. Reason: <b>Grüße</b> & \"bye\".");
        assertThat(both.getBodyPart(1).getContent().toString())
                .contains("Hello Aïsyah,", "Reason: &lt;b&gt;Grüße&lt;/b&gt; &amp; &quot;bye&quot;.");
    }

    @Test
    void aServerThatIsAwayHoldsUpNothingElseAndGetsTheMailOnceWhenItIsBack() throws Exception {
        Ride ride = Ride.any();
        notifications.app(ride.owner(), "", "+60123456789", "b@example.com").get("/api/v1/notifications/preferences");
        int port = server.getSmtp().getPort();
        server.stop();
        String id = send(ride, ride.accepted());
        soon("sms sent and mail waiting")
                .until(() -> notifications.deliveries(ride.owner()).equals(List.of("email pending 0", "sms sent 1")));
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        notifications.service.clock().advance(Duration.ofSeconds(10));
        assertThat(notifications
                        .awaitDelivered(ride.owner(), id)
                        .path("channels_sent")
                        .toString())
                .isEqualTo("[\"sms\",\"email\"]");
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(Mailbox.idOf(server.getReceivedMessages()[0])).contains(id);
    }

    @Test
    void aServerThatIsAwayForHoursBurnsNoAttemptsAndForDaysIsGivenUp() {
        Ride ride = Ride.any();
        notifications.app(ride.owner(), "", "", "c@example.com").get("/api/v1/notifications/preferences");
        int port = server.getSmtp().getPort();
        server.stop();
        String id = send(ride, ride.accepted());
        for (int tries = 0; tries < 6; tries++) {
            String told = notifications
                    .column("select updated_at from delivery where notification_id = ?", UUID.fromString(id))
                    .getFirst();
            notifications.service.clock().advance(Duration.ofHours(3));
            soon("one more try")
                    .until(() -> !notifications
                            .column("select updated_at from delivery where notification_id = ?", UUID.fromString(id))
                            .getFirst()
                            .equals(told));
        }
        soon("still waiting").until(() -> notifications.deliveries(ride.owner()).equals(List.of("email pending 0")));
        Ride other = Ride.any();
        notifications.app(other.owner(), "", "", "d@example.com").get("/api/v1/notifications/preferences");
        String late = send(other, other.accepted());
        notifications.service.clock().advance(Duration.ofHours(7));
        soon("given up after a day")
                .until(() -> notifications.deliveries(ride.owner()).getFirst().startsWith("email failed"));
        assertThat(notifications.notification(ride.owner(), id).path("status").asText())
                .isEqualTo("failed");
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        notifications.service.clock().advance(Duration.ofMinutes(5));
        assertThat(notifications
                        .awaitDelivered(other.owner(), late)
                        .path("channels_sent")
                        .toString())
                .isEqualTo("[\"email\"]");
        assertThat(notifications.deliveries(other.owner())).containsExactly("email sent 1");
    }

    private static final class Mailbox {
        static String idOf(MimeMessage mail) {
            try {
                return mail.getMessageID();
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
