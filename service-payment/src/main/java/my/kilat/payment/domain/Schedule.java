package my.kilat.payment.domain;

import java.time.Instant;

/**
 * When a payment's task is tried again unless it is finished by then. While it is in progress this is the end of its lease.
 *
 * @param since when the task was set
 * @param tries attempts without a result
 * @param refused whether the provider has refused at least once
 */
public record Schedule(Instant due, Instant since, int tries, boolean refused) {
    /** No task. */
    public static final Schedule NEVER = new Schedule(Instant.EPOCH, Instant.EPOCH, 0, false);

    /** The first attempt, with a lease for the process that decided on it. */
    static Schedule first(Instant now, Patience patience) {
        return new Schedule(now.plus(patience.lease()), now, 0, false);
    }

    /** The first attempt at that time, by whoever claims it then. */
    static Schedule at(Instant time) {
        return new Schedule(time, time, 0, false);
    }

    Schedule later(Instant now, Patience patience) {
        return new Schedule(now.plus(patience.pause(tries)), since, tries + 1, refused);
    }

    /** As {@link #later}, but by that time at the latest. */
    Schedule laterBy(Instant latest, Instant now, Patience patience) {
        Schedule later = later(now, patience);
        return later.due.isAfter(latest) ? new Schedule(latest, since, later.tries, refused) : later;
    }

    Schedule laterRefused(Instant now, Patience patience) {
        return new Schedule(now.plus(patience.pause(tries)), since, tries + 1, true);
    }
}
