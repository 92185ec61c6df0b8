package my.kilat.booking.domain;

import java.util.List;
import java.util.stream.Stream;
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
            @Nullable HistoryEntry step) implements Outcome {

        /**
         * This and what came of something after it, as one.
         *
         * @throws IllegalStateException if both are steps, of which each is stored by itself
         */
        public Changed then(Changed next) {
            if (step != null && next.step != null) {
                throw new IllegalStateException("two steps of booking " + booking.id() + " cannot be stored as one");
            }
            return new Changed(
                    next.booking,
                    Stream.concat(events.stream(), next.events.stream()).toList(),
                    step == null ? next.step : step);
        }
    }
}
