package my.kilat.contract.event;

import java.util.UUID;

/** Expected arrival, arrival, delay and unattended stops of a runner; written by the tracking service. */
public sealed interface TripEvent extends DomainEvent permits EtaUpdated, RunnerArrived, RideDelayed, UnattendedStop {

    UUID trackId();

    UUID bookingId();

    /** The runner's user id. */
    UUID runnerId();

    @Override
    default UUID key() {
        return bookingId();
    }
}
