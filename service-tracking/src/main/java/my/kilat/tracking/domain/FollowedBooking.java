package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.tracking.TrackStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state of a booking in tracking, and the effects of its events on its trip.
 *
 * <p>Events normally come in order. Even so, the version of the booking decides which of two acceptances or offers is later,
 * so that a repeated, late or missing event results in the same trips: a trip begins when a runner accepts the booking, or at
 * the latest when the pet has arrived; there is one active trip at a time; the runner who has picked the pet up keeps the
 * booking; a trip that has ended stays ended.
 *
 * @param number {@code BK-} and six characters
 * @param ownerId user id of the owner; null if the only event so far was a cancellation without it
 * @param runnerId user id of the runner who has the booking, or had it at the end
 * @param reoffered when a runner last declined it, if ever
 * @param trip the active one
 * @param tripVersion the version of the booking with which that began, if known
 */
public record FollowedBooking(
        UUID id,
        String number,
        @Nullable UUID ownerId,
        @Nullable UUID runnerId,
        Stage stage,
        @Nullable VersionStamp reoffered,
        @Nullable Trip trip,
        @Nullable Integer tripVersion) {

    /**
     * The next state of the booking, and the changes of its trips.
     *
     * @param trips those that begin or end, in this order
     */
    public record Decision(FollowedBooking after, List<Trip> trips) {}

    /** A booking of which no event has come before. */
    public static FollowedBooking unknown(UUID id, String number) {
        return new FollowedBooking(id, number, null, null, Stage.OPEN, null, null, null);
    }

    /** Who may follow it. */
    public Parties parties() {
        return new Parties(ownerId, runnerId);
    }

    /** The same booking, knowing its owner. */
    public FollowedBooking ownedBy(@Nullable UUID owner) {
        return owner == null || owner.equals(ownerId)
                ? this
                : new FollowedBooking(id, number, owner, runnerId, stage, reoffered, trip, tripVersion);
    }

    /** Applies an event of the booking. */
    public Decision apply(BookingEvent news) {
        return switch (news) {
            case BookingRequested requested
            when requested.reoffer() -> reoffered(new VersionStamp(requested.version(), requested.occurredAt()));
            case BookingRequested _ -> unchanged();
            case BookingAccepted accepted ->
                acceptedBy(accepted.runnerId(), new VersionStamp(accepted.version(), accepted.occurredAt()));
            // A pet that is on its way has a trip, even if the event of the acceptance was lost.
            case PetPickedUp pickedUp -> pickedUpBy(pickedUp.runnerId(), pickedUp.occurredAt());
            case DeliveryInProgress _ -> unchanged(); // follows the pick-up and adds nothing
            // Comes twice, from the runner and from the owner; whichever is first ends the trip.
            case DeliveryConfirmed confirmed -> delivered(confirmed.runnerId(), confirmed.deliveredAt());
            // Nothing is completed that was not delivered, even if the event of the delivery was lost.
            case BookingCompleted completed -> delivered(completed.runnerId(), completed.occurredAt());
            case BookingCancelled cancelled -> cancelled(cancelled.runnerId(), cancelled.occurredAt());
        };
    }

    /**
     * Applies the state that the booking service has returned. Events may have told already what has happened since it was
     * asked; that is not undone.
     */
    public Decision apply(BookingSnapshot snapshot) {
        UUID runner = snapshot.runner();
        Instant at = snapshot.since().at();
        return switch (snapshot.status()) {
            case REQUESTED -> trip == null ? unchanged() : reoffered(snapshot.since());
            case ACCEPTED -> runner == null ? unchanged() : acceptedBy(runner, snapshot.since());
            case IN_PROGRESS -> runner == null ? unchanged() : pickedUpBy(runner, at);
            case DELIVERED, COMPLETED -> runner == null ? unchanged() : delivered(runner, at);
            case CANCELLED -> cancelled(runner, at);
        };
    }

    /** A runner has accepted the booking. */
    Decision acceptedBy(UUID runner, VersionStamp stamp) {
        boolean givenBackSince = reoffered != null && stamp.isBefore(reoffered);
        if (stage != Stage.OPEN || givenBackSince || isBeforeTrip(stamp)) {
            return unchanged();
        }
        return assignedTo(runner, stamp, Stage.OPEN);
    }

    /** A runner has the pet. */
    Decision pickedUpBy(UUID runner, Instant at) {
        return stage == Stage.OPEN ? assignedTo(runner, new VersionStamp(null, at), Stage.UNDER_WAY) : unchanged();
    }

    /** Its runner gave it back, and it is on offer again. */
    Decision reoffered(VersionStamp stamp) {
        boolean isOlder = reoffered != null && stamp.isBefore(reoffered);
        if (stage != Stage.OPEN || isOlder || isBeforeTrip(stamp)) {
            return unchanged();
        }
        return ending(
                TrackStatus.CANCELLED,
                stamp.at(),
                new FollowedBooking(id, number, ownerId, null, stage, stamp, null, null));
    }

    private boolean isBeforeTrip(VersionStamp stamp) {
        return trip != null && stamp.isBefore(new VersionStamp(tripVersion, trip.startedAt()));
    }

    /** The pet has arrived. */
    Decision delivered(UUID runner, Instant at) {
        if (stage.isOver()) {
            return unchanged();
        }
        Decision atTheEnd = assignedTo(runner, new VersionStamp(null, at), stage);
        Decision arrival = atTheEnd.after.ending(TrackStatus.COMPLETED, at, over(runner, Stage.DELIVERED));
        List<Trip> trips = new ArrayList<>(atTheEnd.trips);
        trips.addAll(arrival.trips);
        return new Decision(arrival.after, List.copyOf(trips));
    }

    /** It was cancelled. */
    Decision cancelled(@Nullable UUID runner, Instant at) {
        if (stage.isOver()) {
            return unchanged();
        }
        return ending(TrackStatus.CANCELLED, at, over(runner == null ? runnerId : runner, Stage.CANCELLED));
    }

    /** Nothing changes. */
    public Decision unchanged() {
        return new Decision(this, List.of());
    }

    private FollowedBooking over(@Nullable UUID lastRunner, Stage end) {
        return new FollowedBooking(id, number, ownerId, lastRunner, end, reoffered, null, null);
    }

    private Decision assignedTo(UUID runner, VersionStamp stamp, Stage next) {
        if (trip != null && trip.runnerId().equals(runner)) {
            Integer version = stamp.version() == null ? tripVersion : stamp.version();
            return new Decision(
                    new FollowedBooking(id, number, ownerId, runnerId, next, reoffered, trip, version), List.of());
        }
        List<Trip> trips = new ArrayList<>(2);
        if (trip != null) {
            trips.add(trip.ended(TrackStatus.CANCELLED, stamp.at()));
        }
        Trip begun = Trip.begin(id, runner, stamp.at());
        trips.add(begun);
        return new Decision(
                new FollowedBooking(id, number, ownerId, runner, next, reoffered, begun, stamp.version()),
                List.copyOf(trips));
    }

    private Decision ending(TrackStatus how, Instant at, FollowedBooking then) {
        return new Decision(then, trip == null ? List.of() : List.of(trip.ended(how, at)));
    }
}
