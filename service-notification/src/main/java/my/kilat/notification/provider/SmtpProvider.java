package my.kilat.notification.provider;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import my.kilat.notification.delivery.Message;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Sends mail by a real server, over a few connections at a time. */
public final class SmtpProvider implements Provider {
    private static final int CONNECTIONS = 4;
    private static final int MAILS_PER_CONNECTION = 10;

    /** With these, a batch is through in under two minutes however slow the server is. */
    private static final String CONNECT_MILLIS = "5000";

    private static final String ANSWER_MILLIS = "10000";

    private final SmtpSettings settings;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Session session;

    public SmtpProvider(SmtpSettings settings, InstantSource clock, ExecutorService threads) {
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        for (String protocol : List.of("smtp", "smtps")) {
            String prefix = "mail." + protocol + ".";
            properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
            properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
            properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
            properties.setProperty(prefix + "starttls.enable", Boolean.toString(settings.startTls()));
            properties.setProperty(prefix + "starttls.required", Boolean.toString(settings.startTls()));
            properties.setProperty(
                    prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
            properties.setProperty(prefix + "quitwait", "false");
        }
        return properties;
    }

    @Override
    public int batch() {
        return CONNECTIONS * MAILS_PER_CONNECTION;
    }

    @Override
    public List<Outcome> send(List<Message> messages) {
        List<Callable<List<Outcome>>> parts = new ArrayList<>(CONNECTIONS);
        for (int from = 0; from < messages.size(); from += MAILS_PER_CONNECTION) {
            List<Message> part = messages.subList(from, Math.min(messages.size(), from + MAILS_PER_CONNECTION));
            parts.add(() -> sendOverOneConnection(part));
        }
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        try {
            for (Future<List<Outcome>> part : threads.invokeAll(parts)) {
                outcomes.addAll(part.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending mail", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending mail failed", e.getCause());
        }
        return outcomes;
    }

    /** When the connection is lost, whatever was not sent over it is left for later. */
    private List<Outcome> sendOverOneConnection(List<Message> messages) {
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        try (Transport transport = session.getTransport(settings.implicitTls() ? "smtps" : "smtp")) {
            connect(transport);
            for (Message message : messages) {
                outcomes.add(send(transport, message));
                if (!transport.isConnected()) {
                    break;
                }
            }
        } catch (MessagingException e) {
            // while connecting, or while closing after everything was sent: told by what has no outcome yet
            fillUp(outcomes, messages.size(), problem(e));
        }
        fillUp(outcomes, messages.size(), "the connection to the mail server was lost");
        return outcomes;
    }

    private static void fillUp(List<Outcome> outcomes, int size, String why) {
        while (outcomes.size() < size) {
            outcomes.add(new Outcome.Unavailable(why));
        }
    }

    private void connect(Transport transport) throws MessagingException {
        if (settings.user().isEmpty()) {
            transport.connect(settings.host(), settings.port(), null, null);
        } else {
            transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
        }
    }

    private Outcome send(Transport transport, Message message) {
        MimeMessage mail;
        try {
            mail = Mail.of(message, settings.from(), session, clock.instant());
        } catch (AddressException e) {
            return new Outcome.Refused("not a mail address");
        } catch (MessagingException | RuntimeException e) {
            // One mail that cannot be made must not hold up those beside it.
            return new Outcome.Refused("cannot be made into a mail: " + e);
        }
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Outcome.Sent();
        } catch (MessagingException e) {
            return isForGood(e) ? new Outcome.Refused(problem(e)) : new Outcome.Unavailable(problem(e));
        }
    }

    /** A server's 5xx answer about this mail or its address is its last word; all else may pass. */
    private static boolean isForGood(MessagingException failure) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int answer = switch (e) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (answer >= 500) {
                return true;
            }
        }
        return false;
    }

    private String problem(MessagingException e) {
        Exception cause = e.getNextException() == null ? e : e.getNextException();
        String what =
                e instanceof AuthenticationFailedException ? "SMTP_USER / SMTP_PASSWORD are refused" : cause.toString();
        return "mail server " + settings + ": " + what.strip();
    }
}
