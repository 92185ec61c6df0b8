package my.kilat.dispatch.answer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.search.Searches;
import my.kilat.dispatch.store.Locked;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.dispatch.store.Suspensions;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/**
 * What runners answer to their offers.
 *
 * <p>An acceptance has three steps: the offer is claimed, the booking service is asked, and its word is stored. When the process
 * dies in between, the claim lapses; if the booking service had said yes, its event stores what the third step would have.
 */
public final class Answers {
    private final Database database;
    private final Rides rides;
    private final Offers offers;
    private final Searches searches;
    private final BookingClient bookings;
    private final InstantSource clock;

    public Answers(
            Database database,
            Rides rides,
            Offers offers,
            Searches searches,
            BookingClient bookings,
            InstantSource clock) {
        this.database = database;
        this.rides = rides;
        this.offers = offers;
        this.searches = searches;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * A runner takes the ride.
     *
     * @throws Failure.NotFound if there is no such offer
     * @throws Failure.NotAllowed if it is not theirs, or they are suspended
     * @throws Failure.Conflict if it is open no more, or the booking service refuses
     * @throws Failure.Unavailable if the booking service does not answer
     */
    Offer accept(UUID id, UUID runner) {
        Offer offer = requireOwn(id, runner);
        if (offer.status() == OfferStatus.ACCEPTED) {
            return offer;
        }
        Instant claimed = clock.instant();
        if (!database.transact(tx -> offers.claim(tx, id, runner, claimed))) {
            Offer now = requireOwn(id, runner);
            if (now.status() == OfferStatus.ACCEPTED) {
                return now;
            }
            throw Suspensions.among(database, List.of(runner)).isEmpty()
                    ? noLongerOpen(now)
                    : new Failure.NotAllowed("you are suspended and cannot take rides; ask support");
        }
        AcceptanceResult result = bookings.accept(offer.bookingId(), runner);
        Integer version = result.version();
        if (!result.accepted() || version == null) {
            database.run(tx -> offers.release(tx, id, claimed));
            throw Boolean.TRUE.equals(result.suspended())
                    ? new Failure.NotAllowed(result.problem())
                    : new Failure.Conflict(result.problem());
        }
        database.run(tx -> {
            Locked locked = rides.lock(tx, List.of(offer.bookingId()), clock);
            Ride ride = locked.ride();
            searches.change(tx, ride, ride.taken(runner, version, locked.at()), locked.at());
        });
        return requireOwn(id, runner);
    }

    /**
     * A runner leaves the ride to others. If nobody else is being asked, the next round begins at once.
     *
     * @throws Failure.NotFound if there is no such offer
     * @throws Failure.NotAllowed if it is not theirs
     * @throws Failure.Conflict if it is open no more, or is being accepted
     */
    Offer decline(UUID id, UUID runner) {
        Offer offer = requireOwn(id, runner);
        boolean declined = offer.status() == OfferStatus.OPEN
                && database.transact(tx -> {
                    Locked locked = rides.lock(tx, List.of(offer.bookingId()), clock);
                    Ride ride = locked.ride();
                    Instant now = locked.at();
                    if (!offers.decline(tx, id, runner, now)) {
                        return false;
                    }
                    searches.tellOfOffers(tx, List.of(offers.find(tx, id).orElseThrow()), now);
                    searches.goOn(tx, ride, now);
                    return true;
                });
        Offer now = requireOwn(id, runner);
        if (!declined && now.status() != OfferStatus.DECLINED) {
            throw noLongerOpen(now);
        }
        return now;
    }

    private Offer requireOwn(UUID id, UUID runner) {
        Offer offer = offers.find(database, id).orElseThrow(() -> new Failure.NotFound("Offer", id));
        if (!offer.runnerId().equals(runner)) {
            throw new Failure.NotAllowed("this offer is for somebody else");
        }
        return offer;
    }

    private static Failure noLongerOpen(Offer offer) {
        return new Failure.Conflict(
                switch (offer.status()) {
                    case ACCEPTED -> "you have accepted this offer";
                    case DECLINED -> "you have declined this offer";
                    case WITHDRAWN -> "this ride is no longer on offer";
                    case EXPIRED -> "this offer has expired";
                    case OPEN -> "this offer has expired, or is being answered";
                });
    }
}
