package my.kilat.notification.provider;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import my.kilat.notification.domain.Message;

/** Messages as mail: text and HTML as alternatives, in UTF-8. */
final class Mail {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private Mail() {}

    /**
     * Converts a message into a mail.
     *
     * @throws jakarta.mail.internet.AddressException if the address is invalid
     */
    static MimeMessage of(Message message, InternetAddress from, Session session, Instant now)
            throws MessagingException {
        InternetAddress to = new InternetAddress(message.address(), true);
        name(to, message.name());
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(message.title(), UTF_8);
        mail.setSentDate(Date.from(now));
        mail.setContent(new MimeMultipart("alternative", part(message.text(), "plain"), part(message.html(), "html")));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.saveChanges();
        // The same for a retry, so that a mailbox can recognise a duplicate.
        mail.setHeader("Message-ID", "<" + message.notificationId() + "@" + domainOf(from) + ">");
        return mail;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static void name(InternetAddress address, String name) {
        try {
            address.setPersonal(name.isBlank() ? null : name, UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JVM knows UTF-8", e);
        }
    }

    private static String domainOf(InternetAddress address) {
        String text = address.getAddress();
        return text.substring(text.indexOf('@') + 1);
    }
}
