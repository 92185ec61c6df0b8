package my.kilat.booking.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.OffersFirst;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.platform.database.Arguments;

/** Which bookings, as {@code b}, are open jobs for a runner. */
record OpenJobs(RidePolicy policy, InstantSource clock) {
    /** Not kept for those it is offered to any more. */
    private static final String OPEN_TO_ALL =
            "b.updated_at <= :changed_since and (b.scheduled_at is null or b.scheduled_at <= :planned_after)";

    /** The condition under that policy. */
    static String condition(RidePolicy policy) {
        return "b.status = 'requested'"
                + (policy.requireEscrow() ? " and b.payment_status = 'held'" : "")
                + (policy.offersFirst().isOn() ? " and " + OPEN_TO_ALL : "")
                + " and b.id <> all(" + Declines.OF_RUNNER + ")";
    }

    /** Sets the parameters of the condition, {@code runner} among them. */
    Arguments forRunner(Arguments values, UUID runner) {
        values.uuid("runner", runner);
        OffersFirst offersFirst = policy.offersFirst();
        Instant now = clock.instant();
        return offersFirst.isOn()
                ? values.time("changed_since", offersFirst.changedSince(now))
                        .time("planned_after", offersFirst.plannedAfter(now))
                : values;
    }
}
