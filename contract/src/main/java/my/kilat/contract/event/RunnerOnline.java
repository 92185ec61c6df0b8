package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A runner accepts jobs from now on.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param runnerProfileId id of the profile
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerOnline(
        UUID runnerId,
        double latitude,
        double longitude,
        @Nullable UUID runnerProfileId,
        Instant occurredAt) implements RunnerEvent {}
