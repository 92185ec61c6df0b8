package my.kilat.tracking.welfare;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.tracking.domain.RideWelfare;
import my.kilat.tracking.domain.Sighting.Subject;
import my.kilat.tracking.domain.StopRules;
import my.kilat.tracking.store.TripSummaries;
import my.kilat.tracking.store.TripSummaries.Ended;
import my.kilat.tracking.store.TripSummaries.Point;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Summarises trips that have ended, before their paths are simplified: each in one transaction, in which it is marked as
 * summarised and its event is appended. A path is read in pieces. A trip that cannot be summarised is passed over for good, so
 * that it does not keep others waiting.
 */
public final class Summaries {
    private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);

    /** So many trips in one run; what is left over is done in the next. */
    private static final int MOST_TRIPS = 200;

    private final Database database;
    private final Outbox outbox;
    private final StopRules rules;

    public Summaries(Database database, Outbox outbox, StopRules rules) {
        this.database = database;
        this.outbox = outbox;
        this.rules = rules;
    }

    /** Summarises trips that ended by then. */
    public void run(Instant endedUntil, Instant now) {
        for (int trip = 0; trip < MOST_TRIPS; trip++) {
            AtomicReference<@Nullable UUID> current = new AtomicReference<>();
            try {
                if (!database.transact(tx -> summarise(tx, endedUntil, now, current))) {
                    return;
                }
            } catch (RuntimeException e) {
                UUID id = current.get();
                if (id == null || SqlStates.isAway(e)) {
                    throw e;
                }
                LOG.error("trip {} stays without a summary", id, e);
                database.run(tx -> TripSummaries.done(tx, id));
            }
        }
    }

    /** Returns whether there may be more. */
    private boolean summarise(Tx tx, Instant endedUntil, Instant now, AtomicReference<@Nullable UUID> current) {
        Ended trip = TripSummaries.lockNext(tx, endedUntil).orElse(null);
        if (trip == null) {
            return false;
        }
        Subject of = trip.subject();
        current.set(of.trip());
        TripSummaries.done(tx, of.trip());
        Instant pickedUpAt = trip.pickedUpAt();
        if (pickedUpAt != null && !pickedUpAt.isAfter(trip.endedAt())) {
            WelfareSummary summary = summary(tx, trip, pickedUpAt);
            outbox.append(
                    tx,
                    List.of(new TripSummarised(
                            of.trip(), of.booking(), of.number(), of.runner(), of.owner(), summary, now)));
        }
        return true;
    }

    private WelfareSummary summary(Tx tx, Ended trip, Instant pickedUpAt) {
        RideWelfare welfare = new RideWelfare(trip.journey(), rules);
        Instant from = pickedUpAt;
        long seq = -1;
        List<Point> piece;
        do {
            piece = TripSummaries.path(tx, trip.subject().trip(), from, seq, trip.endedAt());
            for (Point point : piece) {
                welfare.add(point.position(), point.at(), point.speedKmh());
                from = point.at();
                seq = point.seq();
            }
        } while (piece.size() == TripSummaries.PIECE);
        return welfare.summary();
    }
}
