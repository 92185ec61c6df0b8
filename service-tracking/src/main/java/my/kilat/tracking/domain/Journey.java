package my.kilat.tracking.domain;

import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.platform.geo.Position;

/** Pickup and drop-off of a booking. They never change. */
public record Journey(UUID booking, Position pickup, Position dropoff) {
    /** The journey in an event; empty without two valid positions. */
    public static Optional<Journey> toldBy(BookingEvent event) {
        return switch (event) {
            case BookingRequested requested ->
                of(
                        requested.bookingId(),
                        requested.pickupLat(),
                        requested.pickupLng(),
                        requested.dropoffLat(),
                        requested.dropoffLng());
            case BookingAccepted accepted
            when accepted.pickupLat() != null
                    && accepted.pickupLng() != null
                    && accepted.dropoffLat() != null
                    && accepted.dropoffLng() != null ->
                of(
                        accepted.bookingId(),
                        accepted.pickupLat(),
                        accepted.pickupLng(),
                        accepted.dropoffLat(),
                        accepted.dropoffLng());
            default -> Optional.empty();
        };
    }

    private static Optional<Journey> of(
            UUID booking, double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        return Position.valid(fromLatitude, fromLongitude) && Position.valid(toLatitude, toLongitude)
                ? Optional.of(new Journey(
                        booking, new Position(fromLatitude, fromLongitude), new Position(toLatitude, toLongitude)))
                : Optional.empty();
    }
}
