package my.kilat.dispatch.store;

import java.time.Instant;
import java.util.List;
import my.kilat.dispatch.domain.Ride;

/**
 * Rides that the transaction has locked, with the time of what it changes about them. The time is read once the locks are held,
 * so that it is not before that of a change for which the transaction had to wait.
 */
public record Locked(List<Ride> rides, Instant at) {
    public Locked {
        rides = List.copyOf(rides);
    }

    /** The only one. */
    public Ride ride() {
        return rides.getFirst();
    }
}
