package my.kilat.tracking.eta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import my.kilat.contract.event.EtaUpdated;
import my.kilat.contract.event.TripEvent;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.http.Health;
import my.kilat.tracking.domain.Progress;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.Ways;
import my.kilat.tracking.store.Sightings;
import my.kilat.tracking.store.TripProgress;
import my.kilat.tracking.welfare.UnattendedStops;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates trips that are due: claims some, queries their remaining ways outside of any transaction, and applies the result to each
 * row as it is then. Several instances share the trips; the storing of positions does not depend on it.
 */
public final class ArrivalTimes {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalTimes.class);
    private static final String ALARM = "arrival-times";

    /** One that has failed is due again much sooner, here or at another instance. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    /** Batches of one run; the next run, or another instance, continues. */
    private static final int MOST_BATCHES = 500;

    private final Database database;
    private final Sightings sightings;
    private final RemainingWays remaining;
    private final UnattendedStops stops;
    private final Publishers publishers;
    private final InstantSource clock;

    /** Trips that could not be updated, and when that was tried last. */
    private final ConcurrentMap<UUID, Instant> failed = new ConcurrentHashMap<>();

    /** The publishers of events: with and without a guarantee of delivery. */
    public record Publishers(Outbox outbox, LivePublisher live) {}

    public ArrivalTimes(
            Database database,
            Sightings sightings,
            RemainingWays remaining,
            UnattendedStops stops,
            Publishers publishers,
            InstantSource clock) {
        this.database = database;
        this.sightings = sightings;
        this.remaining = remaining;
        this.stops = stops;
        this.publishers = publishers;
        this.clock = clock;
    }

    /** Updates all trips that are due. */
    public void update() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            Instant now = clock.instant();
            Instant until = now.plus(Progress.EVERY);
            List<UUID> claimed = sightings.claim(now, until);
            if (claimed.isEmpty()) {
                return;
            }
            boolean mayTellOfStops = stops.mayTell();
            List<Sighting> seen = sightings.of(claimed);
            Map<UUID, Progress> before = TripProgress.of(database, claimed);
            Map<UUID, Ways> ways = remaining.of(seen.stream()
                    .filter(trip -> wantsWays(before.get(trip.subject().trip()), trip, now))
                    .toList());
            Batch found = new Batch(seen, ways, mayTellOfStops, until);
            try {
                apply(found);
            } catch (RuntimeException e) {
                if (SqlStates.concernsEverything(e)) {
                    throw e;
                }
                LOG.warn("{} trips could not be updated together: {}", seen.size(), e.toString());
                seen.forEach(trip -> applyAlone(trip, found));
            }
        }
    }

    /**
     * What is known of trips that were claimed.
     *
     * @param until when they are due again by their claim
     */
    private record Batch(List<Sighting> seen, Map<UUID, Ways> ways, boolean mayTellOfStops, Instant until) {}

    private void apply(Batch batch) {
        database.run(tx -> apply(tx, batch));
        batch.seen.forEach(trip -> failed.remove(trip.subject().trip()));
    }

    /** A trip that cannot be updated keeps no other waiting; it is tried again when its claim is over. */
    private void applyAlone(Sighting trip, Batch batch) {
        UUID id = trip.subject().trip();
        try {
            apply(new Batch(List.of(trip), batch.ways, batch.mayTellOfStops, batch.until));
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e)) {
                throw e;
            }
            LOG.error("trip {} cannot be updated and will be tried again", id, e);
            failed.put(id, clock.instant());
        }
    }

    /** Calls operators while trips cannot be updated. */
    public void report(Health health) {
        Instant old = clock.instant().minus(FORGOTTEN_AFTER);
        failed.values().removeIf(at -> at.isBefore(old));
        failed.keySet().stream()
                .findAny()
                .ifPresentOrElse(
                        trip -> health.raise(
                                ALARM,
                                failed.size() + " trips cannot be updated, such as " + trip + "; the log says why"),
                        () -> health.clear(ALARM));
    }

    private static boolean wantsWays(@Nullable Progress progress, Sighting trip, Instant now) {
        return progress != null && progress.wantsWays(trip, now);
    }

    private void apply(Tx tx, Batch batch) {
        Instant now = clock.instant();
        Map<UUID, Progress> before = TripProgress.lock(
                tx, batch.seen.stream().map(trip -> trip.subject().trip()).toList());
        List<TripProgress.Saved> changed = new ArrayList<>();
        Map<UUID, Progress> after = new HashMap<>();
        List<TripEvent> told = new ArrayList<>();
        List<EtaUpdated> estimates = new ArrayList<>();
        for (Sighting trip : batch.seen) {
            UUID id = trip.subject().trip();
            Progress progress = before.get(id);
            if (progress == null) {
                continue;
            }
            Progress.Look look = progress.look(trip, batch.ways.get(id), now);
            after.put(id, look.after());
            changed.add(new TripProgress.Saved(id, look.after(), look.dueAt()));
            told.addAll(look.told());
            if (look.estimate() != null) {
                estimates.add(look.estimate());
            }
        }
        told.addAll(stops.look(tx, batch.seen, after, batch.mayTellOfStops, now));
        TripProgress.save(tx, changed, batch.until);
        publishers.outbox.append(tx, told);
        tx.afterCommit(() -> estimates.forEach(publishers.live::publish));
    }
}
