package my.kilat.dispatch.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A booking as its events tell it, and the search for its runner. Events may come twice, late, or in any order between topics:
 * an end is final, and of two news of the runner the one with the higher version of the booking stands.
 *
 * @param order null until the request has been heard of
 * @param version of the booking at the latest news of its runner, 0 before any
 * @param runnerId user id of who has it
 * @param held whether its money is held
 * @param attempt which payment that is known of
 */
public record Ride(
        UUID bookingId,
        @Nullable Order order,
        Stage stage,
        int version,
        @Nullable UUID runnerId,
        boolean held,
        int attempt,
        Search search) {

    /** A booking of which nothing is known. */
    public static Ride unheard(UUID bookingId) {
        return new Ride(bookingId, null, Stage.UNKNOWN, 0, null, false, 0, Search.waiting(1));
    }

    /** What becomes of it with news of the booking. */
    public Ride after(BookingEvent news, Conditions conditions, Instant now) {
        Ride next = switch (news) {
            case BookingRequested requested -> requested(requested);
            case BookingAccepted accepted -> accepted(accepted.runnerId(), accepted.version());
            case PetPickedUp aboard -> aboard(aboard.runnerId());
            case DeliveryInProgress _ -> this;
            case DeliveryConfirmed delivered -> ended(delivered.runnerId(), SearchStatus.ASSIGNED, now);
            case BookingCompleted completed -> ended(completed.runnerId(), SearchStatus.ASSIGNED, now);
            case BookingCancelled _ -> ended(runnerId, SearchStatus.CANCELLED, now);
        };
        return next.searching(conditions, now);
    }

    /**
     * What becomes of it with news of a payment; news of an earlier payment than the one that is known of change nothing.
     *
     * @param paymentAttempt null in events of older versions, of the first payment
     */
    public Ride paid(boolean isHeld, @Nullable Integer paymentAttempt, Conditions conditions, Instant now) {
        int number = paymentAttempt == null ? 1 : paymentAttempt;
        if (number < attempt) {
            return this;
        }
        return new Ride(bookingId, order, stage, version, runnerId, isHeld, number, search).searching(conditions, now);
    }

    /** The booking service gave it to a runner. */
    public Ride taken(UUID runner, int bookingVersion, Instant now) {
        return accepted(runner, bookingVersion).settled(now);
    }

    /** The same at the moment at which its search is due: one that was planned begins. */
    public Ride due(Instant now) {
        return search.isPlanned() ? with(search.begin(now, now)) : this;
    }

    /** The same with the search as it is now. */
    public Ride with(Search now) {
        return new Ride(bookingId, order, stage, version, runnerId, held, attempt, now);
    }

    /** Whether a runner has it, or had it to the end. */
    public boolean isAssigned() {
        return runnerId != null && stage != Stage.REQUESTED;
    }

    private Ride requested(BookingRequested news) {
        Ride known = order == null
                ? new Ride(bookingId, orderOf(news), stage, version, runnerId, held, attempt, search)
                : this;
        int newer = news.version() == null ? version + 1 : news.version();
        boolean first = stage == Stage.UNKNOWN;
        if (stage == Stage.ENDED || newer <= version || !(first || news.reoffer())) {
            return known;
        }
        Search next = news.reoffer() && !first ? Search.waiting(search.cycle() + 1) : search;
        return new Ride(bookingId, known.order, Stage.REQUESTED, newer, null, held, attempt, next);
    }

    private static Order orderOf(BookingRequested news) {
        PetKind kind = news.petKind();
        CrateRequirement crate = news.crateRequirement();
        return new Order(
                news.bookingNumber(),
                news.ownerId(),
                news.estimatedPriceCents(),
                new Position(news.pickupLat(), news.pickupLng()),
                new Position(news.dropoffLat(), news.dropoffLng()),
                news.scheduledAt(),
                kind == null || crate == null ? null : new Need(kind, crate));
    }

    private Ride accepted(UUID runner, @Nullable Integer bookingVersion) {
        int newer = bookingVersion == null ? version + 1 : bookingVersion;
        return stage == Stage.ENDED || newer <= version ? this : at(Stage.ACCEPTED, runner, newer);
    }

    private Ride aboard(UUID runner) {
        return stage == Stage.ENDED ? this : at(Stage.IN_PROGRESS, runner, version);
    }

    private Ride ended(@Nullable UUID runner, SearchStatus as, Instant now) {
        if (stage == Stage.ENDED) {
            return this;
        }
        Ride over = at(Stage.ENDED, runner, version);
        return search.status() == as ? over : over.with(search.end(as, now));
    }

    private Ride at(Stage next, @Nullable UUID runner, int newer) {
        return new Ride(bookingId, order, next, newer, runner, held, attempt, search);
    }

    /** A runner is looked for as long as the booking waits for one and may be offered. */
    private Ride searching(Conditions conditions, Instant now) {
        boolean wanted = stage == Stage.REQUESTED && conditions.allow(held) && order != null && order.need() != null;
        if (search.status() == SearchStatus.WAITING && wanted) {
            Instant begin = conditions.begin(order, now);
            return with(begin.isAfter(now) ? search.plan(begin) : search.begin(now, now.plus(conditions.delay())));
        }
        if (isAssigned()) {
            return settled(now);
        }
        return search.goesOn() && !wanted ? with(search.suspend()) : this;
    }

    /** A runner who has it ends the search. */
    private Ride settled(Instant now) {
        boolean open = search.status() != SearchStatus.ASSIGNED && search.status() != SearchStatus.CANCELLED;
        return open && isAssigned() ? with(search.end(SearchStatus.ASSIGNED, now)) : this;
    }
}
