package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** What the parties of a booking should know though its state stays as it is; written by the booking service. */
public sealed interface NoticeEvent extends DomainEvent permits NoticeGiven {

    UUID bookingId();

    /** Whether it is too late to tell anybody. */
    boolean isOutOfDate(Instant now);

    @Override
    default UUID key() {
        return bookingId();
    }
}
