package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A change of the status of a booking, an arrival of its runner, or a stop that was too long with the pet aboard.
 *
 * @param at the time of the change; of an arrival, that of the position; of a stop, when it had become too long
 * @param fromStatus omitted for the first entry, arrivals and stops
 * @param toStatus omitted for arrivals and stops
 * @param stop where the runner arrived; omitted otherwise
 * @param actorRole who changed the status, or {@code runner} for arrivals and stops
 * @param actorId user id; for administrators only, and omitted for the platform itself
 * @param reason in words; for administrators only, and omitted without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingHistoryEntry(
        HistoryKind kind,
        Instant at,
        @Nullable BookingStatus fromStatus,
        @Nullable BookingStatus toStatus,
        @Nullable Stop stop,
        ActorRole actorRole,
        @Nullable UUID actorId,
        @Nullable String reason) {

    /** The entry as the owner and the runner of the booking may see it: without ids and reasons, perhaps of an earlier runner. */
    public BookingHistoryEntry forParties() {
        return new BookingHistoryEntry(kind, at, fromStatus, toStatus, stop, actorRole, null, null);
    }
}
