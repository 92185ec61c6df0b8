package my.kilat.notification.domain;

import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * The owner and runner of a booking, according to its events.
 *
 * @param runnerId missing while no runner has accepted it
 */
public record Parties(
        UUID bookingId,
        String bookingNumber,
        UUID ownerId,
        @Nullable UUID runnerId) {

    /** The parties in an event, if it changes them. Two do: a booking on offer has no runner, an accepted one has. */
    public static Optional<Parties> of(DomainEvent event) {
        return switch (event) {
            case BookingRequested requested ->
                Optional.of(new Parties(requested.bookingId(), requested.bookingNumber(), requested.ownerId(), null));
            case BookingAccepted accepted ->
                Optional.of(new Parties(
                        accepted.bookingId(), accepted.bookingNumber(), accepted.ownerId(), accepted.runnerId()));
            default -> Optional.empty();
        };
    }
}
