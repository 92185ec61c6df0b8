package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An active trip to which positions are added.
 *
 * @param booking id of the booking
 * @param runner user id of the runner
 * @param owner user id of the owner of the booking; null while it is not known
 * @param startedAt when the runner accepted, as far as that is known
 * @param path what is stored of its positions
 */
public record LiveTrip(
        UUID id, UUID booking, UUID runner, @Nullable UUID owner, Instant startedAt, TripPath path) {

    /** One position of the runner of a trip. */
    public record Position(LiveTrip trip, Fix fix) {}
}
