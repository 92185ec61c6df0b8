package my.kilat.dispatch.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.dispatch.domain.Claim;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.background.Fault;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the rides whose search is due and takes a {@link Step} with each. Several instances share the rides; a claim lapses, so
 * a ride whose instance has died is due again. A step that fails is put off, longer each time, and the others go on.
 */
public final class Driver {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

    private static final int AT_ONCE = 32;

    /** Claims of one run; what is left is taken up by the next, or by another instance. */
    private static final int MOST_CLAIMS = 32;

    /** Longer than the distances of a ride take to be queried, and the steps of a batch after that. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** How long a run waits, in all, for places to query distances; after that it goes on by the straight line. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Database database;
    private final Rides rides;
    private final Ranking ranking;
    private final Step step;
    private final DispatchMeters meters;
    private final InstantSource clock;

    public Driver(
            Database database, Rides rides, Ranking ranking, Step step, DispatchMeters meters, InstantSource clock) {
        this.database = database;
        this.rides = rides;
        this.ranking = ranking;
        this.step = step;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes a step with each ride that is due. */
    public void run() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int claimed = 0; claimed < MOST_CLAIMS; claimed++) {
            Instant now = clock.instant();
            List<Claim> claims = rides.claim(database, now, now.plus(LEASE), AT_ONCE);
            for (Claim claim : claims) {
                orPutOff(claim, () -> take(claim, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
            }
            if (claims.size() < AT_ONCE) {
                return;
            }
        }
    }

    private void take(Claim claim, Duration patience) {
        if (ranking.followsRoads()) {
            Ride ride = rides.find(database, claim.bookingId()).orElse(null);
            Order order = ride == null ? null : ride.order();
            if (ride != null
                    && order != null
                    && step.mayAsk(ride)
                    && ranking.inBackground(patience, () -> takeByRoad(claim, ride, order))) {
                return;
            }
        }
        take(claim, Map.of());
    }

    private void takeByRoad(Claim claim, Ride ride, Order order) {
        try {
            orPutOff(claim, () -> take(claim, ranking.measure(ride, order)));
        } catch (RuntimeException e) {
            LOG.debug("booking {} is due again when its claim lapses", claim.bookingId(), e);
        }
    }

    private void take(Claim claim, Map<UUID, Double> roads) {
        database.run(tx -> step.take(tx, claim, roads));
    }

    /** If the ride cannot even be put off it is due again when its claim lapses; the others go on unless the database is away. */
    private void orPutOff(Claim claim, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            meters.failed();
            tell(claim, e);
            Instant then = clock.instant().plus(claim.pause());
            putOff(claim, then);
        }
    }

    private void putOff(Claim claim, Instant then) {
        try {
            database.run(tx -> rides.putOff(tx, claim, then));
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e)) {
                throw e;
            }
            LOG.warn("booking {} cannot be put off, and is due again when its claim lapses", claim.bookingId(), e);
        }
    }

    private static void tell(Claim claim, RuntimeException e) {
        Fault fault = Fault.of(e);
        String words = "the search for a runner of booking {} failed the {}. time and is put off by {} s: {}";
        Object[] about = {claim.bookingId(), claim.tries(), claim.pause().toSeconds(), fault.words()};
        if (fault.cause().isElsewhere()) {
            LOG.warn(words, about);
        } else {
            LOG.atWarn().setCause(e).log(words, about);
        }
    }
}
