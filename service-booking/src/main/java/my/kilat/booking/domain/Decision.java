package my.kilat.booking.domain;

import java.util.List;
import java.util.stream.Stream;
import my.kilat.contract.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/** What a booking decides when something happens to it: what it becomes, and what follows from that. */
public sealed interface Decision {

    /** The booking afterwards. */
    Booking after();

    /** Nothing changes: it had happened before. */
    record Unchanged(Booking after) implements Decision {}

    /**
     * The booking changes. The change, its events and its history entry are stored in one transaction.
     *
     * @param events in the order in which they are to be published
     * @param entry for the history; null when the booking stays in its state
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
