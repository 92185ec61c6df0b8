package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import my.kilat.contract.event.EtaUpdated;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TripEvent;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Sighting.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a trip: the expected arrival of its runner, a delay, and arrivals. It contains what has been published, so that
 * a repeated look, late or by another instance, publishes nothing twice.
 *
 * @param pickedUpAt the time of the pick-up, if known
 * @param arrivals the arrivals so far
 * @param seenAt the time of the newest position of all looks
 * @param late whether both parties were notified of a delay that lasts
 */
public record Progress(
        @Nullable Instant pickedUpAt,
        Arrivals arrivals,
        @Nullable Instant seenAt,
        @Nullable Estimate estimate,
        @Nullable Plan plan,
        boolean late) {
    /** The shortest time between two estimates of a trip. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    /** The distance within which arrivals are looked for more often. */
    private static final double CLOSE_KM = 1;

    private static final Duration EVERY_WHEN_CLOSE = Duration.ofSeconds(3);

    /** The arrivals at the stops; null before. */
    public record Arrivals(
            @Nullable Instant pickup, @Nullable Instant dropoff) {
        @Nullable
        Instant at(Stop stop) {
            return stop == Stop.PICKUP ? pickup : dropoff;
        }

        private Arrivals with(Stop stop, Instant at) {
            return stop == Stop.PICKUP ? new Arrivals(at, dropoff) : new Arrivals(pickup, at);
        }
    }

    /**
     * The result of a look.
     *
     * @param told events to be published for certain
     * @param estimate the new estimate, if there is one, to be published directly
     * @param dueAt when to look again; null for never
     */
    public record Look(
            Progress after,
            List<TripEvent> told,
            @Nullable EtaUpdated estimate,
            @Nullable Instant dueAt) {}

    /** Whether an estimate is due now, for which the ways are needed. */
    public boolean wantsWays(Sighting seen, Instant now) {
        boolean isOutdated = hasNewLeg(seen.leg()) || hasNewJourney(seen.journey());
        boolean isNew =
                seen.lastAt() != null && (seenAt == null || seen.lastAt().isAfter(seenAt) || isOutdated);
        boolean isDue = estimate == null
                || isOutdated
                || !now.isBefore(estimate.computedAt().plus(EVERY));
        return seen.leg() != Leg.OVER && seen.journey() != null && seen.last() != null && isNew && isDue;
    }

    /** Whether the pick-up was after the last estimate. */
    private boolean hasNewLeg(Leg leg) {
        return leg == Leg.TO_DROPOFF && estimate != null && estimate.pickupAt() != null;
    }

    /** Whether the places or the planned time have changed since the last estimate. */
    private boolean hasNewJourney(@Nullable Journey journey) {
        return journey != null && estimate != null && estimate.journey() != journey.revision();
    }

    /**
     * Looks at a trip.
     *
     * @param ways null when none were wanted
     */
    public Look look(Sighting seen, @Nullable Ways ways, Instant now) {
        List<TripEvent> told = new ArrayList<>(2);
        Instant aboard = pickedUpAt == null && seen.leg() == Leg.TO_DROPOFF ? now : pickedUpAt;
        Arrivals reached = arrived(seen, aboard, told, now);
        Instant lastAt = seen.lastAt();
        Journey journey = seen.journey();
        if (ways == null || lastAt == null || journey == null || !wantsWays(seen, now)) {
            Progress after = new Progress(aboard, reached, seenAt, estimate, plan, late);
            return new Look(after, List.copyOf(told), null, after.dueAt(seen, now));
        }
        Estimate made = Estimate.of(lastAt, ways, journey, now);
        Progress after = new Progress(aboard, reached, lastAt, made, hasNewJourney(journey) ? null : plan, late)
                .compared(seen, estimate, ways, told);
        return new Look(after, List.copyOf(told), after.updated(seen.subject(), made), after.dueAt(seen, now));
    }

    private Arrivals arrived(Sighting seen, @Nullable Instant aboard, List<TripEvent> told, Instant now) {
        Arrivals reached = arrivals;
        for (Stop stop : Stop.values()) {
            boolean counts = stop == Stop.PICKUP || aboard != null;
            Instant at = counts && reached.at(stop) == null ? seen.at(stop, stop == Stop.PICKUP ? null : aboard) : null;
            if (at != null) {
                reached = reached.with(stop, at);
                boolean passed = !seen.leg().next().equals(Optional.of(stop));
                Subject of = seen.subject();
                told.add(new RunnerArrived(
                        of.trip(), of.booking(), of.number(), of.runner(), of.owner(), stop, at, passed, now));
            }
        }
        return reached;
    }

    /**
     * Compares the new estimate with the plan, which is made with the first one for each stop. There is none for a pickup of which
     * it is not known whether it is planned for later.
     *
     * @param last the estimate before it
     */
    private Progress compared(Sighting seen, @Nullable Estimate last, Ways ways, List<TripEvent> told) {
        Stop next = seen.leg().next().orElseThrow();
        Estimate made = Objects.requireNonNull(estimate);
        if (next == Stop.PICKUP && !Objects.requireNonNull(seen.journey()).isTimeKnown()) {
            return new Progress(pickedUpAt, arrivals, seenAt, made, null, false);
        }
        if (plan == null || plan.stop() != next || last == null) {
            return new Progress(pickedUpAt, arrivals, seenAt, made, Plan.of(next, made, ways), false);
        }
        Instant expected = made.at(next);
        Way.Source source = ways.toNext().source();
        Plan kept = plan.inTermsOf(source, last.at(next), expected);
        if (!late && arrivals.at(next) == null && kept.isMissedBy(expected, source)) {
            Subject of = seen.subject();
            told.add(new RideDelayed(
                    of.trip(),
                    of.booking(),
                    of.number(),
                    of.runner(),
                    of.owner(),
                    next,
                    kept.at(source),
                    expected,
                    made.computedAt()));
            return new Progress(pickedUpAt, arrivals, seenAt, made, kept, true);
        }
        return new Progress(pickedUpAt, arrivals, seenAt, made, kept, late && !kept.isKeptBy(expected, source));
    }

    private EtaUpdated updated(Subject of, Estimate made) {
        return new EtaUpdated(
                of.trip(),
                of.booking(),
                of.runner(),
                made.pickupAt(),
                made.dropoffAt(),
                made.remainingKm(),
                late,
                made.computedAt());
    }

    private @Nullable Instant dueAt(Sighting seen, Instant now) {
        if (seen.leg() == Leg.OVER) {
            return null;
        }
        boolean awaitsArrival =
                seen.leg().next().filter(stop -> arrivals.at(stop) == null).isPresent();
        boolean isClose = estimate != null && estimate.remainingKm() < CLOSE_KM;
        return now.plus(awaitsArrival && isClose ? EVERY_WHEN_CLOSE : EVERY);
    }
}
