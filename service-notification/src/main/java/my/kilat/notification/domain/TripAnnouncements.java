package my.kilat.notification.domain;

import java.time.Duration;
import java.util.UUID;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.contract.tracking.Stop;

/** The part of {@link Announcements} for arrivals, delays and unattended stops. */
final class TripAnnouncements {
    private TripAnnouncements() {}

    /** Notifies both parties of an arrival; nobody if the ride has continued since. */
    static void arrived(Announcements to, RunnerArrived event) {
        if (event.passed()) {
            return;
        }
        boolean atPickup = event.stop() == Stop.PICKUP;
        UUID booking = event.bookingId();
        Variables variables = to.number(event.bookingNumber(), booking);
        to.tell(
                to.owner(event.ownerId(), booking),
                booking,
                atPickup ? Template.RUNNER_AT_PICKUP : Template.RUNNER_AT_DROPOFF,
                variables);
        to.tell(
                event.runnerId(),
                booking,
                atPickup ? Template.YOU_ARE_AT_PICKUP : Template.YOU_ARE_AT_DROPOFF,
                variables);
    }

    /** Notifies both parties of a delay. */
    static void delayed(Announcements to, RideDelayed event) {
        UUID booking = event.bookingId();
        long minutes = Duration.between(event.plannedAt(), event.expectedAt()).toMinutes();
        Variables variables = to.number(event.bookingNumber(), booking).and(Variable.DELAY, Long.toString(minutes));
        to.tell(
                to.owner(event.ownerId(), booking),
                booking,
                event.stop() == Stop.PICKUP ? Template.PICKUP_DELAYED : Template.DROPOFF_DELAYED,
                variables);
        to.tell(event.runnerId(), booking, Template.YOU_ARE_LATE, variables);
    }

    /** Notifies both parties of a stop that has become too long. */
    static void stopped(Announcements to, UnattendedStop event) {
        UUID booking = event.bookingId();
        long minutes =
                Duration.between(event.standingSince(), event.occurredAt()).toMinutes();
        Variables variables = to.number(event.bookingNumber(), booking).and(Variable.STANDING, Long.toString(minutes));
        to.tell(to.owner(event.ownerId(), booking), booking, Template.VEHICLE_STANDS, variables);
        to.tell(event.runnerId(), booking, Template.YOU_STAND, variables);
    }
}
