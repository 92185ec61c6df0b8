package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A change of the status of a booking, or an arrival of its runner.
 *
 * @param at the time of the change; of an arrival, that of the position
 * @param fromStatus omitted for the first entry and for arrivals
 * @param toStatus omitted for arrivals
 * @param stop where the runner arrived; omitted for changes of the status
 * @param actorRole who changed the status, or {@code runner} for arrivals
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
