package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The trip of a booking, from its acceptance on.
 *
 * @param runnerId user id of the runner
 * @param totalDistanceKm kilometres driven, to three decimals
 * @param completedAt omitted until then
 * @param eta the expected arrival; omitted without a position, and after the end of the trip
 * @param waypoints oldest first, perhaps none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Track(
        UUID id,
        UUID bookingId,
        UUID runnerId,
        TrackStatus status,
        double totalDistanceKm,
        Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Eta eta,
        List<Waypoint> waypoints) {}
