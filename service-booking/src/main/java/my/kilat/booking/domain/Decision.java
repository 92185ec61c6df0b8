package my.kilat.booking.domain;

import java.util.List;
import java.util.stream.Stream;
import my.kilat.contract.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/** The decision of a booking on a move: the state afterwards, with its events and history entry. */
public sealed interface Decision {

    /** The booking afterwards. */
    Booking after();

    /** Nothing changes, because the move was made before. */
    record Unchanged(Booking after) implements Decision {}

    /**
     * The booking changes. The change, its events and its history entry are stored in one transaction.
     *
     * @param events in the order in which they are published
     * @param entry for the history; null if the state stays the same
     */
    record Changed(
            Booking after,
            List<DomainEvent> events,
            @Nullable HistoryEntry entry) implements Decision {

        /**
         * This decision and a later one about the same booking, as one.
         *
         * @throws IllegalStateException if both have a history entry, each of which is stored with its own state
         */
        public Changed then(Changed next) {
            if (entry != null && next.entry != null) {
                throw new IllegalStateException("two steps of booking " + after.id() + " cannot be stored as one");
            }
            return new Changed(
                    next.after,
                    Stream.concat(events.stream(), next.events.stream()).toList(),
                    entry == null ? next.entry : entry);
        }
    }
}
