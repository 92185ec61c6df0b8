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
 * Checks who may follow a booking, for trips, routes and sockets, by the parties from its events ({@link Parties}). The
 * booking service is queried when events may not have arrived yet: for an unknown booking, and for a runner who may just have
 * accepted one; and when they may have been lost: for a booking without an event for longer than a ride lasts. The result is
 * stored like an event.
 */
public final class BookingAccess {
    private static final Logger LOG = LoggerFactory.getLogger(BookingAccess.class);

    /** After a call that failed, the booking service is not asked for so long about bookings that are known. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Function<UUID, Optional<KnownBooking>> known;
    private final BookingClient service;
    private final Consumer<BookingSnapshot> store;
    private volatile long pausedUntil = System.nanoTime();

    /**
     * @param known what events have told of a booking
     * @param service is asked when they may not have come
     * @param store stores what it returns
     */
    public BookingAccess(
            Function<UUID, Optional<KnownBooking>> known, BookingClient service, Consumer<BookingSnapshot> store) {
        this.known = known;
        this.service = service;
        this.store = store;
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
        return parties(caller, booking, authorization).follower(caller).orElseThrow(BookingAccess::notAllowed);
    }

    private Parties parties(Caller caller, UUID booking, String authorization) {
        Optional<KnownBooking> known = this.known.apply(booking);
        if (known.isPresent()) {
            if (known.get().parties().include(caller)) {
                return refreshed(known.get(), caller, booking, authorization);
            }
            if (!known.get().parties().mayHaveGained(caller)) {
                throw notAllowed();
            }
        }
        return switch (service.fetch(booking, authorization)) {
            case BookingClient.Answer.Found found when found.parties().include(caller) -> stored(found);
            case BookingClient.Answer.Found _, BookingClient.Answer.Forbidden _ -> throw notAllowed();
            case BookingClient.Answer _ when known.isPresent() -> throw notAllowed();
            case BookingClient.Answer.NotFound _ -> throw new Failure.NotFound("Booking", booking);
            case BookingClient.Answer.Unavailable _ ->
                throw new Failure.Unavailable("the booking cannot be checked at the moment; try again");
        };
    }

    /** The parties of a known booking, from the booking service when an event may have been lost. */
    private Parties refreshed(KnownBooking known, Caller caller, UUID booking, String authorization) {
        if (!known.mayBeOutdated() || System.nanoTime() - pausedUntil < 0) {
            return known.parties();
        }
        return switch (service.fetch(booking, authorization)) {
            case BookingClient.Answer.Found found when stored(found).include(caller) -> found.parties();
            case BookingClient.Answer.Found _ -> throw notAllowed();
            case BookingClient.Answer.Unavailable _ -> {
                pausedUntil = System.nanoTime() + PAUSE.toNanos();
                yield known.parties();
            }
            case BookingClient.Answer.Forbidden _, BookingClient.Answer.NotFound _ -> known.parties();
        };
    }

    private Parties stored(BookingClient.Answer.Found found) {
        BookingSnapshot snapshot = found.snapshot();
        if (snapshot != null) {
            try {
                store.accept(snapshot);
            } catch (RuntimeException e) {
                LOG.warn("the state of booking {} cannot be stored: {}", snapshot.booking(), e.toString());
            }
        }
        return found.parties();
    }

    private static Failure notAllowed() {
        return new Failure.NotAllowed("you may follow only your own bookings");
    }
}
