package my.kilat.contract.event;

import java.util.UUID;

/** What a runner does; written by the runner service. */
public sealed interface RunnerEvent extends DomainEvent
        permits RunnerOnline, RunnerOffline, RunnerLocationUpdate, RunnerAssigned {

    /** The runner's user id, the one that bookings carry; never the id of the profile. */
    UUID runnerId();

    @Override
    default UUID key() {
        return runnerId();
    }
}
