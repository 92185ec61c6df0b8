package my.kilat.contract.event;

import java.util.UUID;

/** Events of runners; written by the runner service. */
public sealed interface RunnerEvent extends DomainEvent
        permits RunnerOnline, RunnerOffline, RunnerLocationUpdate, RunnerAssigned {

    /** The runner's user id, as in bookings; never the id of the profile. */
    UUID runnerId();

    @Override
    default UUID key() {
        return runnerId();
    }
}
