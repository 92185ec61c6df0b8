package my.kilat.notification.provider;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The mail server.
 *
 * @param host {@code SMTP_HOST}; without it, mail is simulated
 * @param port {@code SMTP_PORT}, default 587; on 465 the connection uses TLS from its first byte
 * @param user {@code SMTP_USER}, empty for a server without authentication
 * @param password {@code SMTP_PASSWORD}, required with a user
 * @param from {@code SMTP_FROM}, default {@code Kilat <no-reply@kilat.my>}
 * @param startTls {@code SMTP_STARTTLS}, whether STARTTLS is required before anything is sent, default true
 */
public record SmtpSettings(
        String host, int port, String user, String password, InternetAddress from, boolean startTls) {
    private static final int IMPLICIT_TLS = 465;

    /** Reads the settings; empty if no mail server is set. */
    public static Optional<SmtpSettings> from(Environment environment) {
        return environment.optional("SMTP_HOST").map(host -> {
            Optional<String> user = environment.optional("SMTP_USER");
            if (user.isPresent() && environment.optional("SMTP_PASSWORD").isEmpty()) {
                throw new SettingsException("SMTP_USER is set without SMTP_PASSWORD");
            }
            return new SmtpSettings(
                    host,
                    environment.integer("SMTP_PORT", 587, 1, 65_535),
                    user.orElse(""),
                    environment.text("SMTP_PASSWORD", ""),
                    sender(environment.text("SMTP_FROM", "Kilat <no-reply@kilat.my>")),
                    environment.flag("SMTP_STARTTLS", true));
        });
    }

    private static InternetAddress sender(String from) {
        try {
            InternetAddress address = new InternetAddress(from, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new SettingsException(
                    "SMTP_FROM is \"" + from + "\"; it has to be an address such as Kilat <mail@kilat.my>");
        }
    }

    /** Whether the connection uses TLS from its first byte. */
    boolean implicitTls() {
        return port == IMPLICIT_TLS;
    }

    /** Omits the password, so that it can be logged. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
