package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of it.
 *
 * @param accepted whether the runner has the booking now
 * @param version of the booking at the acceptance; omitted when it was refused
 * @param problem why it was refused, for the runner to read; empty when it was not
 * @param suspended true when it was refused because the runner is suspended; omitted otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptanceResult(
        UUID bookingId,
        boolean accepted,
        @Nullable Integer version,
        String problem,
        @Nullable Boolean suspended) {

    /** The runner has the booking of that version. */
    public static AcceptanceResult accepted(UUID bookingId, int version) {
        return new AcceptanceResult(bookingId, true, version, "", null);
    }

    /** The runner does not get this booking: it cannot be taken, or somebody else has it. */
    public static AcceptanceResult refused(UUID bookingId, String problem) {
        return new AcceptanceResult(bookingId, false, null, problem, null);
    }

    /** The runner gets no booking at all. */
    public static AcceptanceResult suspended(UUID bookingId, String problem) {
        return new AcceptanceResult(bookingId, false, null, problem, true);
    }
}
