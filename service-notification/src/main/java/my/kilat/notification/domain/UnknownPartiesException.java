package my.kilat.notification.domain;

import java.util.UUID;
import my.kilat.platform.failure.NotYetException;

/** An event says neither who is to be told nor is it known from earlier events; those may still be on their way. */
public final class UnknownPartiesException extends NotYetException {
    private static final long serialVersionUID = 1L;

    public UnknownPartiesException(UUID bookingId) {
        super("nothing is known yet of the parties of booking " + bookingId);
    }
}
