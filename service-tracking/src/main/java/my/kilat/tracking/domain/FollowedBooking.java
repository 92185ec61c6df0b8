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
 * <p>News normally comes in order. It is judged by the times at which things happened all the same, so that a repeated,
 * late or missing piece leaves the same trips behind: a trip begins when a runner takes the booking, or at the latest when
 * the pet has arrived; there is one active trip at a time; what has ended stays ended.
 *
 * @param number {@code BK-} and six characters
 * @param ownerId user id of the owner; null when only a cancellation without it was heard of
 * @param runnerId user id of the runner who has the booking, or had it at the end
 * @param offeredAgainAt when a runner last gave it back, if ever
 * @param trip the active one
 */
public record FollowedBooking(
        UUID id,
        String number,
        @Nullable UUID ownerId,
        @Nullable UUID runnerId,
        Stage stage,
        @Nullable Instant offeredAgainAt,
        @Nullable Trip trip) {

    /** What follows from a piece of news: what is known now, and the trips that began or ended, in this order. */
    public record Change(FollowedBooking booking, List<Trip> trips) {}

    /** A booking of which nothing was heard before. */
    public static FollowedBooking unheardOf(UUID id, String number) {
        return new FollowedBooking(id, number, null, null, Stage.OPEN, null, null);
    }

    /** Who may follow it. */
    public Parties parties() {
        return new Parties(ownerId, runnerId);
    }

    /** The same booking, knowing its owner. */
    public FollowedBooking ownedBy(@Nullable UUID owner) {
        return owner == null || owner.equals(ownerId)
                ? this
                : new FollowedBooking(id, number, owner, runnerId, stage, offeredAgainAt, trip);
    }

    /** Takes in what the booking service tells. */
    public Change hears(BookingEvent news) {
        return switch (news) {
            case BookingRequested requested when requested.reoffer() -> offeredAgain(requested.occurredAt());
            case BookingRequested _ -> unchanged();
            case BookingAccepted accepted -> takenBy(accepted.runnerId(), accepted.occurredAt());
            // A pet that is on its way has a trip, even if nobody told of the acceptance.
            case PetPickedUp pickedUp -> takenBy(pickedUp.runnerId(), pickedUp.occurredAt());
            case DeliveryInProgress _ -> unchanged(); // says nothing that the pick-up has not said
            // Comes twice, from the runner and from the owner; whichever is first ends the trip.
            case DeliveryConfirmed confirmed -> delivered(confirmed.runnerId(), confirmed.deliveredAt());
            // Nothing is completed that was not delivered, even if nobody told of the delivery.
            case BookingCompleted completed -> delivered(completed.runnerId(), completed.occurredAt());
            case BookingCancelled cancelled -> cancelled(cancelled.runnerId(), cancelled.occurredAt());
        };
    }

    /** A runner has the booking: accepted it, or has picked the pet up. */
    Change takenBy(UUID runner, Instant at) {
        boolean givenBackSince = offeredAgainAt != null && at.isBefore(offeredAgainAt);
        boolean olderThanTrip = trip != null && at.isBefore(trip.startedAt());
        if (stage != Stage.OPEN || givenBackSince || olderThanTrip) {
            return unchanged();
        }
        return inTheHandsOf(runner, at);
    }

    /** Its runner gave it back, and it is on offer again. */
    Change offeredAgain(Instant at) {
        boolean takenSince = trip != null && trip.startedAt().isAfter(at);
        boolean heardLater = offeredAgainAt != null && offeredAgainAt.isAfter(at);
        if (stage != Stage.OPEN || takenSince || heardLater) {
            return unchanged();
        }
        return ending(TrackStatus.CANCELLED, at, new FollowedBooking(id, number, ownerId, null, stage, at, null));
    }

    /** The pet has arrived. */
    Change delivered(UUID runner, Instant at) {
        if (stage != Stage.OPEN) {
            return unchanged();
        }
        Change atTheEnd = inTheHandsOf(runner, at);
        FollowedBooking now = atTheEnd.booking;
        Change arrival = now.ending(
                TrackStatus.COMPLETED,
                at,
                new FollowedBooking(id, number, ownerId, runner, Stage.DELIVERED, offeredAgainAt, null));
        List<Trip> trips = new ArrayList<>(atTheEnd.trips);
        trips.addAll(arrival.trips);
        return new Change(arrival.booking, List.copyOf(trips));
    }

    /** It was called off. */
    Change cancelled(@Nullable UUID runner, Instant at) {
        if (stage != Stage.OPEN) {
            return unchanged();
        }
        UUID last = runner == null ? runnerId : runner;
        return ending(
                TrackStatus.CANCELLED,
                at,
                new FollowedBooking(id, number, ownerId, last, Stage.CANCELLED, offeredAgainAt, null));
    }

    /** Nothing new as regards trips. */
    public Change unchanged() {
        return new Change(this, List.of());
    }

    private Change inTheHandsOf(UUID runner, Instant at) {
        if (trip != null && trip.runnerId().equals(runner)) {
            return unchanged();
        }
        List<Trip> trips = new ArrayList<>(2);
        if (trip != null) {
            trips.add(trip.ended(TrackStatus.CANCELLED, at));
        }
        Trip begun = Trip.begin(id, runner, at);
        trips.add(begun);
        return new Change(
                new FollowedBooking(id, number, ownerId, runner, stage, offeredAgainAt, begun), List.copyOf(trips));
    }

    private Change ending(TrackStatus how, Instant at, FollowedBooking then) {
        return new Change(then, trip == null ? List.of() : List.of(trip.ended(how, at)));
    }
}
