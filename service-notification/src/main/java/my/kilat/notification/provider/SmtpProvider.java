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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.domain.Message;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mail by an SMTP server, over a few connections at a time. */
public final class SmtpProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpProvider.class);
    private static final int CONNECTIONS = 4;
    private static final int MAILS_PER_CONNECTION = 10;

    /** With these timeouts a batch takes less than two minutes, however slow the server is. */
    private static final String CONNECT_MILLIS = "5000";

    private static final String ANSWER_MILLIS = "10000";

    private static final int CLOSING = 421;
    private static final Set<Integer> WANT_A_PASSWORD = Set.of(530, 534, 535, 538);

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

    /**
     * Messages that were not tried because the connection failed are left for later. The mail during which a connection was
     * lost counts as tried: it may be the cause.
     */
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
            // while connecting, or while closing after everything was sent: the messages without an outcome tell which
            fillUp(outcomes, messages.size(), problem(e));
        }
        fillUp(outcomes, messages.size(), "mail server " + settings + ": the connection was lost");
        return outcomes;
    }

    private static void fillUp(List<Outcome> outcomes, int size, String why) {
        while (outcomes.size() < size) {
            outcomes.add(new Outcome.Away(why));
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
            // One invalid mail must not delay the others of the batch.
            LOG.warn("notification {} cannot be made into a mail", message.notificationId(), e);
            return new Outcome.Refused("cannot be made into a mail");
        }
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Outcome.Sent();
        } catch (MessagingException e) {
            return outcomeOf(e);
        }
    }

    /**
     * Classifies the server's response. A 5xx for the recipient or the mail is final; for the sender or a missing password it
     * concerns our settings, and so every mail. 421 means that the server is closing. All others are temporary.
     */
    private Outcome outcomeOf(MessagingException failure) {
        Outcome outcome = new Outcome.Unavailable(problem(failure));
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int answer = switch (e) {
                case SMTPSenderFailedException _ -> CLOSING;
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (answer == CLOSING || WANT_A_PASSWORD.contains(answer)) {
                return new Outcome.Away(problem(failure));
            }
            if (answer >= 500) {
                outcome = new Outcome.Refused(problem(failure));
            }
        }
        return outcome;
    }

    private String problem(MessagingException e) {
        Exception cause = e.getNextException() == null ? e : e.getNextException();
        String what = e instanceof AuthenticationFailedException
                ? "SMTP_USER / SMTP_PASSWORD are refused"
                : String.valueOf(cause.getMessage());
        return "mail server " + settings + ": " + what.strip();
    }
}
