package my.kilat.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.domain.Message;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail by a real server. */
class SmtpProviderTest {
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        threads.close();
    }

    private static Message to(String address) {
        return new Message(
                UUID.randomUUID(),
                address,
                "Aïsyah Ñandú",
                "Ihr Hund 🐶 ist da – bitte bestätigen",
                "Text: Grüße",
                "<p>HTML: <b>Grüße</b></p>");
    }

    private SmtpProvider provider(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(port),
                "SMTP_FROM", "Kilat <hello@kilat.my>",
                "SMTP_STARTTLS", "false"));
        settings.putAll(more);
        return new SmtpProvider(SmtpSettings.from(Environment.of(settings)).orElseThrow(), () -> NOW, threads);
    }

    private SmtpProvider provider() {
        return provider(server.getSmtp().getPort(), Map.of());
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        Message message = to("aisyah@example.com");
        assertThat(provider().send(List.of(message))).containsExactly(new Outcome.Sent());
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Ihr Hund 🐶 ist da – bitte bestätigen");
        assertThat(mail.getHeader("Subject")[0]).as("encoded on the way").matches("[\\p{ASCII}]+");
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("hello@kilat.my", "Kilat"));
        InternetAddress recipient = (InternetAddress) mail.getAllRecipients()[0];
        assertThat(recipient.getAddress()).isEqualTo("aisyah@example.com");
        assertThat(recipient.getPersonal()).isEqualTo("Aïsyah Ñandú");
        assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(mail.getMessageID()).isEqualTo("<" + message.notificationId() + "@kilat.my>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart both = (MimeMultipart) mail.getContent();
        assertThat(both.getContentType()).startsWith("multipart/alternative");
        assertThat(both.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(both.getBodyPart(0).getContent()).isEqualTo("Text: Grüße");
        assertThat(both.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(both.getBodyPart(1).getContent()).isEqualTo("<p>HTML: <b>Grüße</b></p>");
    }

    @Test
    void aBatchGoesOverAFewConnectionsAndEachMailArrivesOnce() throws Exception {
        List<Message> messages = IntStream.range(0, provider().batch())
                .mapToObj(i -> to("user" + i + "@example.com"))
                .toList();
        assertThat(provider().send(messages)).hasSize(messages.size()).containsOnly(new Outcome.Sent());
        List<String> arrived = new ArrayList<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            arrived.add(((InternetAddress) mail.getAllRecipients()[0]).getAddress());
        }
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(Message::address).toList());
    }

    @Test
    void nothingInAMessageCanAddAHeader() throws Exception {
        Message nasty = new Message(
                UUID.randomUUID(), "a@example.com", "Eve\r\nBcc: b@example.com", "Hi\r\nBcc: c@example.com", "t", "h");
        assertThat(provider().send(List.of(nasty))).containsExactly(new Outcome.Sent());
        assertThat(server.getReceivedMessages()).hasSize(1);
        for (MimeMessage mail : server.getReceivedMessages()) {
            assertThat(mail.getHeader("Bcc")).isNull();
        }
    }

    @Test
    void whatIsNoAddressIsRefusedWithoutAskingTheServer() {
        for (String address :
                List.of("nobody", "a@b@c", "a b@example.com", "<>", "a@example.com\r\nRCPT TO:<b@c.de>")) {
            assertThat(provider().send(List.of(to(address))).getFirst())
                    .as(address)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedLater() {
        int port = server.getSmtp().getPort();
        server.stop();
        assertThat(provider(port, Map.of()).send(List.of(to("a@example.com"), to("b@example.com"))))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Away.class,
                                away -> assertThat(away.why())
                                        .contains("127.0.0.1:" + port)
                                        .doesNotContain("Exception")));
    }

    @Test
    void aServersAnswersAreUnderstood() throws Exception {
        try (GrumpyMailServer grumpy = new GrumpyMailServer()) {
            List<Outcome> outcomes = provider(grumpy.port(), Map.of())
                    .send(List.of(
                            to("first@example.com"),
                            to("unknown@example.com"),
                            to("full@example.com"),
                            to("fifth@example.com"),
                            to("hangup@example.com"),
                            to("last@example.com")));
            assertThat(outcomes)
                    .extracting(Outcome::getClass)
                    .isEqualTo(Arrays.<Class<?>>asList(
                            Outcome.Sent.class,
                            Outcome.Refused.class,
                            Outcome.Unavailable.class,
                            Outcome.Sent.class,
                            Outcome.Unavailable.class,
                            Outcome.Away.class));
            assertThat(grumpy.accepted()).containsExactly("first@example.com", "fifth@example.com");
        }
    }

    @Test
    void whatAServerSaysCanBeStored() throws Exception {
        try (GrumpyMailServer grumpy = new GrumpyMailServer()) {
            assertThat(provider(grumpy.port(), Map.of())
                            .send(List.of(to("binary@example.com")))
                            .getFirst())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why()).endsWith("550 5.1.1 no such user"));
        }
    }

    /** What is wrong with our settings is wrong for every mail, and no reason to give any of them up. */
    @Test
    void whatTheServerHoldsAgainstUsIsNotHeldAgainstTheMail() throws Exception {
        try (GrumpyMailServer grumpy = new GrumpyMailServer()) {
            for (String address : List.of("stranger@example.com", "closing@example.com")) {
                assertThat(provider(grumpy.port(), Map.of())
                                .send(List.of(to(address)))
                                .getFirst())
                        .as(address)
                        .isInstanceOf(Outcome.Away.class);
            }
            assertThat(provider(grumpy.port(), Map.of("SMTP_FROM", "nobody@kilat.my"))
                            .send(List.of(to("a@example.com"), to("unknown@example.com"))))
                    .hasSize(2)
                    .allMatch(outcome -> outcome instanceof Outcome.Away);
            assertThat(grumpy.accepted()).isEmpty();
        }
    }

    @Test
    void aPasswordIsGivenWhenThereIsOne() {
        server.setUser("kilat@example.com", "kilat", "s3cret");
        int port = server.getSmtp().getPort();
        assertThat(provider(port, Map.of("SMTP_USER", "kilat", "SMTP_PASSWORD", "s3cret"))
                        .send(List.of(to("a@example.com"))))
                .containsExactly(new Outcome.Sent());
        assertThat(provider(port, Map.of("SMTP_USER", "kilat", "SMTP_PASSWORD", "wrong"))
                        .send(List.of(to("a@example.com")))
                        .getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Away.class,
                        refused -> assertThat(refused.why())
                                .contains("SMTP_PASSWORD")
                                .doesNotContain("wrong"));
    }

    @Test
    void withoutTheEncryptionThatIsWantedNothingIsSent() {
        assertThat(provider(server.getSmtp().getPort(), Map.of("SMTP_STARTTLS", "true"))
                        .send(List.of(to("a@example.com")))
                        .getFirst())
                .isInstanceOf(Outcome.Away.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void wrongSettingsStopTheStart() {
        assertThat(SmtpSettings.from(Environment.of(Map.of()))).isEmpty();
        assertThatThrownBy(() -> SmtpSettings.from(Environment.of(Map.of("SMTP_HOST", "m", "SMTP_USER", "u"))))
                .isInstanceOf(SettingsException.class)
                .hasMessage("SMTP_USER is set without SMTP_PASSWORD");
        assertThatThrownBy(() -> SmtpSettings.from(Environment.of(Map.of("SMTP_HOST", "m", "SMTP_FROM", "kilat"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("SMTP_FROM is \"kilat\"");
        SmtpSettings settings = SmtpSettings.from(
                        Environment.of(Map.of("SMTP_HOST", "m", "SMTP_USER", "u", "SMTP_PASSWORD", "p")))
                .orElseThrow();
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.startTls()).isTrue();
        assertThat(settings.toString()).isEqualTo("m:587");
    }
}
