package my.kilat.tracking.access;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.tracking.domain.BookingSnapshot;
import my.kilat.tracking.domain.KnownBooking;
import my.kilat.tracking.domain.Parties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those in who may follow a booking. What events have told decides; the booking service is asked where they may lag
 * behind, about a booking that was made a moment ago and for a runner who may have taken one a moment ago; and where they
 * may have been lost, about a ride that has not been heard of for longer than any goes without news. What it answers is
 * remembered like an event.
 */
public final class BookingAccess {
    private static final Logger LOG = LoggerFactory.getLogger(BookingAccess.class);

    /** After it gave no answer it is not asked for so long about what is known anyway. */
    private static final Duration SPARED = Duration.ofSeconds(5);

    private final Function<UUID, Optional<KnownBooking>> heardOf;
    private final BookingClient service;
    private final Consumer<BookingSnapshot> learn;
    private volatile long sparedUntil = System.nanoTime();

    /**
     * Knows by {@code heardOf} what events have told of a booking, and tells {@code learn} what the booking service
     * answers.
     */
    public BookingAccess(
            Function<UUID, Optional<KnownBooking>> heardOf, BookingClient service, Consumer<BookingSnapshot> learn) {
        this.heardOf = heardOf;
        this.service = service;
        this.learn = learn;
    }

    /**
     * Lets the caller pass.
     *
     * @param authorization the caller's header of that name, for asking in the caller's name
     * @return the caller, as somebody who may follow the booking
     * @throws Failure.NotFound if there is no such booking
     * @throws Failure.NotAllowed if it is none of the caller's business
     * @throws Failure.Unavailable if that cannot be told at the moment
     */
    public Parties.Follower admit(Caller caller, UUID booking, String authorization) {
        return parties(caller, booking, authorization).follower(caller).orElseThrow(BookingAccess::foreign);
    }

    private Parties parties(Caller caller, UUID booking, String authorization) {
        Optional<KnownBooking> known = heardOf.apply(booking);
        if (known.isPresent()) {
            if (known.get().parties().include(caller)) {
                return checked(known.get(), caller, booking, authorization);
            }
            if (!known.get().parties().mayHaveGained(caller)) {
                throw foreign();
            }
        }
        return switch (service.look(booking, authorization)) {
            case BookingClient.Answer.Found found when found.parties().include(caller) -> remembered(found);
            case BookingClient.Answer.Found _, BookingClient.Answer.Foreign _ -> throw foreign();
            case BookingClient.Answer _ when known.isPresent() -> throw foreign();
            case BookingClient.Answer.Unknown _ -> throw new Failure.NotFound("Booking", booking);
            case BookingClient.Answer.None _ ->
                throw new Failure.Unavailable("the booking cannot be checked at the moment; try again");
        };
    }

    /** Who may follow a booking that is known, of which something may have been lost. */
    private Parties checked(KnownBooking known, Caller caller, UUID booking, String authorization) {
        if (!known.isDoubtful() || System.nanoTime() - sparedUntil < 0) {
            return known.parties();
        }
        return switch (service.look(booking, authorization)) {
            case BookingClient.Answer.Found found when remembered(found).include(caller) -> found.parties();
            case BookingClient.Answer.Found _ -> throw foreign();
            case BookingClient.Answer.None _ -> {
                sparedUntil = System.nanoTime() + SPARED.toNanos();
                yield known.parties();
            }
            case BookingClient.Answer.Foreign _, BookingClient.Answer.Unknown _ -> known.parties();
        };
    }

    private Parties remembered(BookingClient.Answer.Found found) {
        BookingSnapshot standing = found.standing();
        if (standing != null) {
            try {
                learn.accept(standing);
            } catch (RuntimeException e) {
                LOG.warn("how booking {} stands cannot be remembered: {}", standing.booking(), e.toString());
            }
        }
        return found.parties();
    }

    private static Failure foreign() {
        return new Failure.NotAllowed("you may follow only your own bookings");
    }
}
