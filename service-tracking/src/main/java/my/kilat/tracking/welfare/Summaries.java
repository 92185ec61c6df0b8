package my.kilat.tracking.welfare;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.http.Health;
import my.kilat.tracking.domain.RideWelfare;
import my.kilat.tracking.domain.Sighting.Subject;
import my.kilat.tracking.domain.StopRules;
import my.kilat.tracking.store.TripSummaries;
import my.kilat.tracking.store.TripSummaries.Ended;
import my.kilat.tracking.store.TripSummaries.Point;

/**
 * Summarises trips that have ended, before their paths are simplified: in one transaction a trip is marked as summarised and its
 * event is appended. A path is read in pieces. A trip that cannot be summarised keeps no other waiting: it is tried again with
 * growing pauses, with an alarm as long as that fails, and its path stays as it was recorded.
 */
public final class Summaries {
    private static final String ALARM = "trip-summaries";

    private final Database database;
    private final Outbox outbox;
    private final StopRules rules;
    private final Duration endedFor;
    private final InstantSource clock;
    private final BatchedWork work;

    /** @param endedFor how long after its end a trip is summarised */
    public Summaries(
            Database database, Outbox outbox, StopRules rules, Duration endedFor, InstantSource clock, Health health) {
        this.database = database;
        this.outbox = outbox;
        this.rules = rules;
        this.endedFor = endedFor;
        this.clock = clock;
        this.work = new BatchedWork(ALARM, "trips", this::summarise, health);
    }

    /** Summarises all trips that are due now. */
    public void run() {
        work.run();
    }

    private int summarise(int most, Set<UUID> without, List<UUID> taken) {
        return database.transact(tx -> {
            Instant now = clock.instant();
            List<Ended> trips = TripSummaries.lock(tx, now.minus(endedFor), without, most);
            taken.clear();
            trips.forEach(trip -> taken.add(trip.subject().trip()));
            trips.forEach(trip -> summarise(tx, trip, now));
            return trips.size();
        });
    }

    private void summarise(Tx tx, Ended trip, Instant now) {
        Subject of = trip.subject();
        TripSummaries.done(tx, of.trip());
        Instant pickedUpAt = trip.pickedUpAt();
        if (pickedUpAt != null && !pickedUpAt.isAfter(trip.endedAt())) {
            WelfareSummary summary = summary(tx, trip, pickedUpAt);
            outbox.append(
                    tx,
                    List.of(new TripSummarised(
                            of.trip(), of.booking(), of.number(), of.runner(), of.owner(), summary, now)));
        }
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
