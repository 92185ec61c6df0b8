package my.kilat.contract.dispatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a runner was looked for.
 *
 * @param rounds how many there were since the booking was on offer last
 * @param startedAt when it could be offered; omitted before that
 * @param endedAt omitted until the search has ended
 * @param offers every offer that was made, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dispatch(
        UUID bookingId,
        SearchStatus status,
        int rounds,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<DispatchOffer> offers) {}
