package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * Pickup and drop-off of a booking. They never change.
 *
 * @param scheduledAt the time for which the ride is planned; null for a ride at once
 */
public record Journey(
        UUID booking,
        Position pickup,
        Position dropoff,
        @Nullable Instant scheduledAt) {
    /**
     * The journey in an event; empty without two valid positions. Only the request tells the time of a planned ride, without which
     * a delay could be reported long before it.
     */
    public static Optional<Journey> toldBy(BookingEvent event) {
        return event instanceof BookingRequested requested
                        && Position.valid(requested.pickupLat(), requested.pickupLng())
                        && Position.valid(requested.dropoffLat(), requested.dropoffLng())
                ? Optional.of(new Journey(
                        requested.bookingId(),
                        new Position(requested.pickupLat(), requested.pickupLng()),
                        new Position(requested.dropoffLat(), requested.dropoffLng()),
                        requested.scheduledAt()))
                : Optional.empty();
    }
}
