package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * Pickup and drop-off of a booking, and the time for which it is planned.
 *
 * @param scheduledAt null for a ride at once, and while the time is not known
 * @param isTimeKnown whether it is known if and for when the ride is planned; an acceptance tells only the places
 * @param temperatureControlled whether its crate keeps its temperature; false while that is not known
 * @param version of the booking that told it, 0 if it did not say
 * @param revision raised with every change of the stored journey; 0 before it is stored
 */
public record Journey(
        UUID booking,
        Position pickup,
        Position dropoff,
        @Nullable Instant scheduledAt,
        boolean isTimeKnown,
        boolean temperatureControlled,
        int version,
        int revision) {
    /** As its request or its booking told it. */
    public static Journey told(
            UUID booking,
            Position pickup,
            Position dropoff,
            @Nullable Instant scheduledAt,
            boolean temperatureControlled,
            @Nullable Integer version) {
        return new Journey(
                booking, pickup, dropoff, scheduledAt, true, temperatureControlled, version == null ? 0 : version, 0);
    }

    /** The journey in an event; empty without two valid positions. */
    public static Optional<Journey> toldBy(BookingEvent event) {
        return switch (event) {
            case BookingRequested requested
            when Position.valid(requested.pickupLat(), requested.pickupLng())
                    && Position.valid(requested.dropoffLat(), requested.dropoffLng()) ->
                Optional.of(told(
                        requested.bookingId(),
                        new Position(requested.pickupLat(), requested.pickupLng()),
                        new Position(requested.dropoffLat(), requested.dropoffLng()),
                        requested.scheduledAt(),
                        requested.crateRequirement() != null
                                && requested.crateRequirement().needsTempControl(),
                        requested.version()));
            case BookingAccepted accepted -> toldBy(accepted);
            default -> Optional.empty();
        };
    }

    /** For a trip whose request was never heard. */
    private static Optional<Journey> toldBy(BookingAccepted accepted) {
        Position pickup = position(accepted.pickupLat(), accepted.pickupLng());
        Position dropoff = position(accepted.dropoffLat(), accepted.dropoffLng());
        return pickup == null || dropoff == null
                ? Optional.empty()
                : Optional.of(new Journey(
                        accepted.bookingId(),
                        pickup,
                        dropoff,
                        null,
                        false,
                        false,
                        accepted.version() == null ? 0 : accepted.version(),
                        0));
    }

    private static @Nullable Position position(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude != null && longitude != null && Position.valid(latitude, longitude)
                ? new Position(latitude, longitude)
                : null;
    }

    /** Whether a place is near the pickup or the drop-off, where a vehicle may stand. */
    boolean hasStopNear(Position place) {
        return place.kilometresTo(pickup) <= Sighting.NEAR_KM || place.kilometresTo(dropoff) <= Sighting.NEAR_KM;
    }

    /** Of two of the same booking the one that counts: the later one, but never one without the time before one with it. */
    public Journey or(Journey other) {
        if (isTimeKnown != other.isTimeKnown) {
            return isTimeKnown ? this : other;
        }
        return other.version >= version ? other : this;
    }
}
