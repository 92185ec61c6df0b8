package my.kilat.notification.domain;

import java.util.UUID;
import my.kilat.platform.failure.NotYetException;

/** The recipients are neither in an event nor known from earlier events, which may still arrive. */
public final class UnknownPartiesException extends NotYetException {
    private static final long serialVersionUID = 1L;

    public UnknownPartiesException(UUID bookingId) {
        super("nothing is known yet of the parties of booking " + bookingId);
    }
}
