package my.kilat.tracking.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Way;
import my.kilat.tracking.domain.Estimate;
import my.kilat.tracking.domain.Plan;
import my.kilat.tracking.domain.Progress;
import org.jspecify.annotations.Nullable;

/** The table {@code trip_eta}: the progress of trips. */
public final class TripProgress {
    private static final String COLUMNS = """
            trip_id, picked_up_at, pickup_arrived_at, dropoff_arrived_at, seen_at, computed_at, pickup_at, dropoff_at,
            remaining_km, journey_revision, planned_stop, planned_source, planned_from, planned_at, planned_other_at, late""";

    /** Skips rows that an event or another instance is changing; they are due again later. */
    private static final Sql LOCK = Sql.of(
            "select " + COLUMNS + " from trip_eta where trip_id = any(:trips) order by trip_id for update skip locked");

    private static final Sql FIND = Sql.of("select " + COLUMNS + " from trip_eta where trip_id = any(:trips)");

    /** A trip that an event has made due since it was claimed stays due. */
    private static final Sql SAVE = Sql.of("""
            update trip_eta e
            set due_at = case when e.due_at = :claimed then n.due else least(e.due_at, n.due) end, picked_up_at = n.aboard, pickup_arrived_at = n.pickup, dropoff_arrived_at = n.dropoff,
                seen_at = n.seen, computed_at = n.computed, pickup_at = n.at_pickup, dropoff_at = n.at_dropoff,
                remaining_km = n.km, journey_revision = coalesce(n.journey, e.journey_revision), planned_stop = n.stop, planned_source = n.source, planned_from = n.planned_from,
                planned_at = n.planned_at, planned_other_at = n.other_at, late = n.late = 1
            from unnest(:trips, :due::timestamptz[], :aboard::timestamptz[], :pickups::timestamptz[],
                    :dropoffs::timestamptz[], :seen::timestamptz[], :computed::timestamptz[], :at_pickups::timestamptz[],
                    :at_dropoffs::timestamptz[], :kilometres, :journeys, :stops, :sources, :planned_from::timestamptz[],
                    :planned_at::timestamptz[], :other_at::timestamptz[], :late)
                as n (id, due, aboard, pickup, dropoff, seen, computed, at_pickup, at_dropoff, km, journey, stop,
                    source, planned_from, planned_at, other_at, late)
            where e.trip_id = n.id""");

    private static final Sql ETA = Sql.of("""
            select computed_at, pickup_at, dropoff_at, remaining_km, journey_revision, late from trip_eta
            where trip_id = :trip and computed_at is not null""");

    private TripProgress() {}

    /** The progress of a trip, and when it is due again; null for never. */
    public record Saved(
            UUID trip, Progress progress, @Nullable Instant dueAt) {}

    /** The progress of trips. */
    public static Map<UUID, Progress> of(Database database, Collection<UUID> trips) {
        return read(database, FIND, trips);
    }

    /** Locks and returns the progress of trips, except of those that another transaction is changing. */
    public static Map<UUID, Progress> lock(Tx tx, Collection<UUID> trips) {
        return read(tx, LOCK, trips);
    }

    private static Map<UUID, Progress> read(Queries queries, Sql sql, Collection<UUID> trips) {
        Map<UUID, Progress> found = HashMap.newHashMap(trips.size());
        queries.list(
                        sql,
                        values -> values.uuids("trips", trips, trip -> trip),
                        row -> Map.entry(row.uuid("trip_id"), progress(row)))
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    /**
     * Stores the progress of trips, with the commit.
     *
     * @param claimed when they were due again by their claim
     */
    public static void save(Tx tx, Collection<Saved> changed, Instant claimed) {
        if (changed.isEmpty()) {
            return;
        }
        tx.withCommit(
                SAVE,
                values -> values.uuids("trips", changed, Saved::trip)
                        .time("claimed", claimed)
                        .times("due", changed, Saved::dueAt)
                        .times("aboard", changed, saved -> saved.progress.pickedUpAt())
                        .times(
                                "pickups",
                                changed,
                                saved -> saved.progress.arrivals().pickup())
                        .times(
                                "dropoffs",
                                changed,
                                saved -> saved.progress.arrivals().dropoff())
                        .times("seen", changed, saved -> saved.progress.seenAt())
                        .times("computed", changed, saved -> of(saved, Estimate::computedAt))
                        .times("at_pickups", changed, saved -> of(saved, Estimate::pickupAt))
                        .times("at_dropoffs", changed, saved -> of(saved, Estimate::dropoffAt))
                        .reals("kilometres", changed, saved -> of(saved, Estimate::remainingKm))
                        .integers("journeys", changed, saved -> of(saved, Estimate::journey))
                        .texts(
                                "stops",
                                changed,
                                saved -> planned(saved, plan -> plan.stop().word()))
                        .texts(
                                "sources",
                                changed,
                                saved -> planned(saved, plan -> plan.source().word()))
                        .times("planned_from", changed, saved -> planned(saved, Plan::from))
                        .times("planned_at", changed, saved -> planned(saved, Plan::at))
                        .times("other_at", changed, saved -> planned(saved, Plan::otherAt))
                        .integers("late", changed, saved -> saved.progress.late() ? 1 : 0));
    }

    private static <T> @Nullable T of(Saved saved, Function<Estimate, @Nullable T> part) {
        Estimate estimate = saved.progress.estimate();
        return estimate == null ? null : part.apply(estimate);
    }

    private static <T> @Nullable T planned(Saved saved, Function<Plan, @Nullable T> part) {
        Plan plan = saved.progress.plan();
        return plan == null ? null : part.apply(plan);
    }

    private static Progress progress(Row row) {
        String stop = row.textOrNull("planned_stop");
        return new Progress(
                row.timeOrNull("picked_up_at"),
                new Progress.Arrivals(row.timeOrNull("pickup_arrived_at"), row.timeOrNull("dropoff_arrived_at")),
                row.timeOrNull("seen_at"),
                row.timeOrNull("computed_at") == null ? null : estimate(row),
                stop == null
                        ? null
                        : new Plan(
                                Stop.of(stop),
                                Way.Source.of(row.text("planned_source")),
                                row.time("planned_from"),
                                row.time("planned_at"),
                                row.timeOrNull("planned_other_at")),
                row.flag("late"));
    }

    private static Estimate estimate(Row row) {
        return new Estimate(
                row.timeOrNull("pickup_at"),
                row.time("dropoff_at"),
                row.real("remaining_km"),
                row.time("computed_at"),
                row.number("journey_revision"));
    }

    /** The expected arrival on a trip, if known. */
    public static Optional<Eta> eta(Database database, UUID trip) {
        return database.first(
                ETA, values -> values.uuid("trip", trip), row -> estimate(row).shown(row.flag("late")));
    }
}
