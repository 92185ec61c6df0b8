package my.kilat.contract.event;

import java.util.UUID;

/** Expected arrival, arrival, delay and unattended stops of a runner, and the summary of a trip; written by the tracking service. */
public sealed interface TripEvent extends DomainEvent
        permits EtaUpdated, RunnerArrived, RideDelayed, UnattendedStop, TripSummarised {

    UUID trackId();

    UUID bookingId();

    /** The runner's user id. */
    UUID runnerId();

    @Override
    default UUID key() {
        return bookingId();
    }
}
