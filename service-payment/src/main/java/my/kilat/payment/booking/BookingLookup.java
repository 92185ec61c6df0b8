package my.kilat.payment.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.ShownStatus;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.contract.internal.BookingStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;
import org.jspecify.annotations.Nullable;

/** Queries the booking service for bookings. */
public final class BookingLookup {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String STANDINGS = "/internal/v1/bookings/standings";

    private final ServiceClient bookingService;

    public BookingLookup(ServiceClient bookingService) {
        this.bookingService = bookingService;
    }

    /**
     * A booking whose event has not arrived yet, or that may have been cancelled, queried on behalf of the payer.
     *
     * @param bearer the caller's own {@code Authorization}
     * @throws Failure the one of the booking service, or {@link Failure.Unavailable} if it gave no usable response
     */
    BookingFacts find(UUID id, String bearer) {
        String path = "/api/v1/bookings/" + id;
        ServiceClient.Answer answer = bookingService.get(path, bearer, TIMEOUT);
        return switch (answer.status()) {
            case 200 -> facts(path, answer);
            case 401 -> throw new Failure.Unauthenticated("invalid or expired token");
            case 403 -> throw new Failure.NotAllowed("only the owner of a booking can pay for it");
            case 404 -> throw new Failure.NotFound("Booking", id);
            default -> throw bookingService.unusable(path, "status " + answer.status());
        };
    }

    private BookingFacts facts(String path, ServiceClient.Answer answer) {
        try {
            Found found = bookingService.read(path, answer, Reply.class).data;
            BookingStatus status = found.status.status();
            return new BookingFacts(
                    found.id,
                    found.bookingNumber,
                    found.ownerId,
                    found.estimatedPriceCents,
                    found.currency,
                    found.scheduledAt,
                    found.runnerId,
                    status == BookingStatus.COMPLETED,
                    status == BookingStatus.CANCELLED);
        } catch (NullPointerException e) {
            throw bookingService.unusable(path, "a booking that lacks something");
        }
    }

    /**
     * The state of bookings, queried in this service's own name.
     *
     * @param ids at most {@link StandingsQuestion#MOST}
     * @return those of them that exist
     * @throws Failure.Unavailable if there is no usable response
     */
    List<BookingStanding> standings(List<UUID> ids) {
        return bookingService
                .call(STANDINGS, new StandingsQuestion(ids), Standings.class, TIMEOUT)
                .data
                .items();
    }

    private record Standings(BookingStandings data) {}

    private record Reply(Found data) {}

    /** The part of a booking that payments need. */
    private record Found(
            UUID id,
            String bookingNumber,
            UUID ownerId,
            @Nullable UUID runnerId,
            @Nullable Long estimatedPriceCents,
            String currency,
            @Nullable Instant scheduledAt,
            ShownStatus status) {}
}
