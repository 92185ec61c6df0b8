package my.kilat.contract.event;

import java.util.UUID;

/** What the parties of a booking should know though its state stays as it is; written by the booking service. */
public sealed interface NoticeEvent extends DomainEvent, TimelyEvent permits NoticeGiven {

    UUID bookingId();

    @Override
    default UUID key() {
        return bookingId();
    }
}
