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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptanceResult(
        UUID bookingId, boolean accepted, @Nullable Integer version, String problem) {}
