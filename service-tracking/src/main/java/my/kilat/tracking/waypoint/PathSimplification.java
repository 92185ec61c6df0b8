package my.kilat.tracking.waypoint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.DouglasPeucker;
import my.kilat.tracking.store.RecordedPaths;
import my.kilat.tracking.store.RecordedPaths.Point;
import my.kilat.tracking.store.RecordedPaths.Unfinished;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves of the waypoints of a trip that has ended those that its line needs. What the trip has counted, its distance above all, is
 * that of the recorded path and stays.
 *
 * <p>A path is simplified piece by piece, so that memory and transactions are bounded; the end of a piece is kept, and the next
 * one begins there. Each piece is one transaction, which also stores how far it has come: no part is simplified twice, whatever
 * dies, and the errors of several rounds do not add up. A path that cannot be simplified stays as it was recorded, so that it
 * does not keep the paths of other trips waiting.
 */
public final class PathSimplification {
    private static final Logger LOG = LoggerFactory.getLogger(PathSimplification.class);
    private static final double TOLERANCE_METRES = 5;

    /** So many pieces in one run; what is left over is done in the next. */
    private static final int MOST_PIECES = 200;

    private final Database database;
    private final DouglasPeucker simplification = new DouglasPeucker(TOLERANCE_METRES);
    private final Counter deleted;

    public PathSimplification(Database database, MeterRegistry meters) {
        this.database = database;
        this.deleted = Counter.builder("kilat.tracking.waypoints.simplified")
                .description("Waypoints deleted after the end of their trip, because its line does not need them")
                .register(meters);
    }

    /** Simplifies the paths of trips that ended by then. */
    public void run(Instant endedUntil) {
        List<UUID> passedOver = new ArrayList<>();
        for (int piece = 0; piece < MOST_PIECES; piece++) {
            AtomicReference<@Nullable UUID> current = new AtomicReference<>();
            try {
                if (!database.transact(tx -> simplifyPiece(tx, endedUntil, passedOver, current))) {
                    return;
                }
            } catch (RuntimeException e) {
                UUID trip = current.get();
                if (trip == null || SqlStates.concernsEverything(e)) {
                    throw e;
                }
                passOver(trip, e, passedOver);
            }
        }
    }

    /** Of what the database had no time for, this run takes no further piece; the next one tries again. */
    private void passOver(UUID trip, RuntimeException why, List<UUID> passedOver) {
        if (SqlStates.isAway(why)) {
            LOG.warn("the path of trip {} is simplified in the next run: {}", trip, why.toString());
            passedOver.add(trip);
        } else {
            LOG.error("the path of trip {} stays as it was recorded", trip, why);
            database.run(tx -> RecordedPaths.simplified(tx, trip));
        }
    }

    /** Returns whether there may be more. */
    private boolean simplifyPiece(
            Tx tx, Instant endedUntil, List<UUID> without, AtomicReference<@Nullable UUID> current) {
        Unfinished path = RecordedPaths.lockNext(tx, endedUntil, without).orElse(null);
        if (path == null) {
            return false;
        }
        current.set(path.trip());
        List<Point> points = RecordedPaths.piece(tx, path);
        List<Point> needless = needless(points);
        RecordedPaths.delete(tx, path.trip(), needless);
        if (points.size() < RecordedPaths.PIECE) {
            RecordedPaths.simplified(tx, path.trip());
        } else {
            RecordedPaths.simplifiedTo(tx, path.trip(), points.getLast().place());
        }
        tx.afterCommit(() -> deleted.increment(needless.size()));
        return true;
    }

    private List<Point> needless(List<Point> points) {
        BitSet kept = simplification.kept(points.stream().map(Point::position).toList());
        List<Point> needless = new ArrayList<>();
        for (int i = kept.nextClearBit(0); i < points.size(); i = kept.nextClearBit(i + 1)) {
            needless.add(points.get(i));
        }
        return needless;
    }
}
