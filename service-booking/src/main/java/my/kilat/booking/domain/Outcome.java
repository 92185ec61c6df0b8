package my.kilat.booking.domain;

import java.util.List;
import my.kilat.contract.event.BookingEvent;
import org.jspecify.annotations.Nullable;

/** What came of something that happened to a booking. */
public sealed interface Outcome {

    /** The booking as it is now. */
    Booking booking();

    /** Nothing: it had happened before. */
    record Unchanged(Booking booking) implements Outcome {}

    /**
     * Something, to be stored and told as one.
     *
     * @param events in the order in which they are to be published
     * @param step for the history; null when the booking stays in its state
     */
    record Changed(
            Booking booking,
            List<BookingEvent> events,
            @Nullable HistoryEntry step) implements Outcome {}
}
