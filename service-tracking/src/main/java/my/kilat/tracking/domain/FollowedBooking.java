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
 * What tracking knows of a booking, and what each piece of news about it means for its trip.
 *
 * <p>News normally comes in order. Which of two acceptances or offers came later is told by the version of the booking all
 * the same, so that a repeated, late or missing piece leaves the same trips behind: a trip begins when a runner takes the
 * booking, or at the latest when the pet has arrived; there is one active trip at a time; whoever has the pet keeps the
 * booking; what has ended stays ended.
 *
 * @param number {@code BK-} and six characters
 * @param ownerId user id of the owner; null when only a cancellation without it was heard of
 * @param runnerId user id of the runner who has the booking, or had it at the end
 * @param offeredAgain when a runner last gave it back, if ever
 * @param trip the active one
 * @param tripVersion the version of the booking with which that began, as far as it is known
 */
public record FollowedBooking(
        UUID id,
        String number,
        @Nullable UUID ownerId,
        @Nullable UUID runnerId,
        Stage stage,
        @Nullable VersionStamp offeredAgain,
        @Nullable Trip trip,
        @Nullable Integer tripVersion) {

    /**
     * What is known of the booking now, and what that means for its trips.
     *
     * @param trips those that begin or end, in this order
     */
    public record Decision(FollowedBooking after, List<Trip> trips) {}

    /** A booking of which nothing was heard before. */
    public static FollowedBooking unheardOf(UUID id, String number) {
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
                : new FollowedBooking(id, number, owner, runnerId, stage, offeredAgain, trip, tripVersion);
    }

    /** Takes in what the booking service tells. */
    public Decision hears(BookingEvent news) {
        return switch (news) {
            case BookingRequested requested
            when requested.reoffer() -> offeredAgain(new VersionStamp(requested.version(), requested.occurredAt()));
            case BookingRequested _ -> unchanged();
            case BookingAccepted accepted ->
                takenBy(accepted.runnerId(), new VersionStamp(accepted.version(), accepted.occurredAt()));
            // A pet that is on its way has a trip, even if nobody told of the acceptance.
            case PetPickedUp pickedUp -> pickedUpBy(pickedUp.runnerId(), pickedUp.occurredAt());
            case DeliveryInProgress _ -> unchanged(); // says nothing that the pick-up has not said
            // Comes twice, from the runner and from the owner; whichever is first ends the trip.
            case DeliveryConfirmed confirmed -> delivered(confirmed.runnerId(), confirmed.deliveredAt());
            // Nothing is completed that was not delivered, even if nobody told of the delivery.
            case BookingCompleted completed -> delivered(completed.runnerId(), completed.occurredAt());
            case BookingCancelled cancelled -> cancelled(cancelled.runnerId(), cancelled.occurredAt());
        };
    }

    /**
     * Takes in how the booking service says that it stands. Of what has happened since it was asked, events may have told
     * already; that is not undone.
     */
    public Decision learns(BookingSnapshot standing) {
        UUID runner = standing.runner();
        Instant at = standing.turn().at();
        return switch (standing.status()) {
            case REQUESTED -> trip == null ? unchanged() : offeredAgain(standing.turn());
            case ACCEPTED -> runner == null ? unchanged() : takenBy(runner, standing.turn());
            case IN_PROGRESS -> runner == null ? unchanged() : pickedUpBy(runner, at);
            case DELIVERED, COMPLETED -> runner == null ? unchanged() : delivered(runner, at);
            case CANCELLED -> cancelled(runner, at);
        };
    }

    /** A runner has accepted the booking. */
    Decision takenBy(UUID runner, VersionStamp turn) {
        boolean givenBackSince = offeredAgain != null && turn.isBefore(offeredAgain);
        if (stage != Stage.OPEN || givenBackSince || isBeforeTrip(turn)) {
            return unchanged();
        }
        return inTheHandsOf(runner, turn, Stage.OPEN);
    }

    /** A runner has the pet. */
    Decision pickedUpBy(UUID runner, Instant at) {
        return stage == Stage.OPEN ? inTheHandsOf(runner, new VersionStamp(null, at), Stage.UNDER_WAY) : unchanged();
    }

    /** Its runner gave it back, and it is on offer again. */
    Decision offeredAgain(VersionStamp turn) {
        boolean heardLater = offeredAgain != null && turn.isBefore(offeredAgain);
        if (stage != Stage.OPEN || heardLater || isBeforeTrip(turn)) {
            return unchanged();
        }
        return ending(
                TrackStatus.CANCELLED,
                turn.at(),
                new FollowedBooking(id, number, ownerId, null, stage, turn, null, null));
    }

    private boolean isBeforeTrip(VersionStamp turn) {
        return trip != null && turn.isBefore(new VersionStamp(tripVersion, trip.startedAt()));
    }

    /** The pet has arrived. */
    Decision delivered(UUID runner, Instant at) {
        if (stage.isOver()) {
            return unchanged();
        }
        Decision atTheEnd = inTheHandsOf(runner, new VersionStamp(null, at), stage);
        Decision arrival = atTheEnd.after.ending(TrackStatus.COMPLETED, at, over(runner, Stage.DELIVERED));
        List<Trip> trips = new ArrayList<>(atTheEnd.trips);
        trips.addAll(arrival.trips);
        return new Decision(arrival.after, List.copyOf(trips));
    }

    /** It was called off. */
    Decision cancelled(@Nullable UUID runner, Instant at) {
        if (stage.isOver()) {
            return unchanged();
        }
        return ending(TrackStatus.CANCELLED, at, over(runner == null ? runnerId : runner, Stage.CANCELLED));
    }

    /** Nothing new as regards trips. */
    public Decision unchanged() {
        return new Decision(this, List.of());
    }

    private FollowedBooking over(@Nullable UUID lastRunner, Stage end) {
        return new FollowedBooking(id, number, ownerId, lastRunner, end, offeredAgain, null, null);
    }

    private Decision inTheHandsOf(UUID runner, VersionStamp turn, Stage next) {
        if (trip != null && trip.runnerId().equals(runner)) {
            Integer version = turn.version() == null ? tripVersion : turn.version();
            return new Decision(
                    new FollowedBooking(id, number, ownerId, runnerId, next, offeredAgain, trip, version), List.of());
        }
        List<Trip> trips = new ArrayList<>(2);
        if (trip != null) {
            trips.add(trip.ended(TrackStatus.CANCELLED, turn.at()));
        }
        Trip begun = Trip.begin(id, runner, turn.at());
        trips.add(begun);
        return new Decision(
                new FollowedBooking(id, number, ownerId, runner, next, offeredAgain, begun, turn.version()),
                List.copyOf(trips));
    }

    private Decision ending(TrackStatus how, Instant at, FollowedBooking then) {
        return new Decision(then, trip == null ? List.of() : List.of(trip.ended(how, at)));
    }
}
