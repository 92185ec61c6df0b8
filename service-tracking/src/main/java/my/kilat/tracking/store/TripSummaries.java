package my.kilat.tracking.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Sighting.Subject;
import org.jspecify.annotations.Nullable;

/** Trips that have ended and are to be summarised, and their paths with a pet aboard. */
public final class TripSummaries {
    /** Waypoints that are read at once. */
    public static final int PIECE = 5_000;

    /** Another instance may be at the next ones. */
    private static final Sql NEXT = Sql.of("""
            select t.id, t.booking_id, b.booking_number, t.runner_id, t.owner_id, t.ended_at, e.picked_up_at,
                   j.pickup_latitude, j.pickup_longitude, j.dropoff_latitude, j.dropoff_longitude,
                   j.temperature_controlled
            from trip t
            join followed_booking b on b.booking_id = t.booking_id
            left join trip_eta e on e.trip_id = t.id
            left join journey j on j.booking_id = t.booking_id
            where not t.is_summarised and t.ended_at <= :ended_until and t.id <> all(:without)
            order by t.ended_at limit :most for no key update of t skip locked""");

    /** Without flagged waypoints, and in the order of {@code (recorded_at, seq)} from after the last one that was read. */
    private static final Sql PATH = Sql.of(String.format(Locale.ROOT, """
            select recorded_at, seq, latitude, longitude, speed_kmh from waypoint
            where trip_id = :trip and not flagged and recorded_at >= :from_at and recorded_at <= :until
              and (recorded_at, seq) > (:from_at, :from_seq)
            order by recorded_at, seq limit %d""", PIECE));

    private static final Sql DONE = Sql.of("update trip set is_summarised = true where id = :trip");

    private TripSummaries() {}

    /**
     * A trip that has ended.
     *
     * @param pickedUpAt null if it had no pet aboard
     * @param journey null if not known
     */
    public record Ended(
            Subject subject,
            @Nullable Instant pickedUpAt,
            Instant endedAt,
            @Nullable Journey journey) {}

    /** A waypoint, with its place in the order of its trip. */
    public record Point(Instant at, long seq, Position position, double speedKmh) {}

    /**
     * Locks up to so many of the trips that ended by then and are not summarised, those that ended first.
     *
     * @param without trips that are passed over
     */
    public static List<Ended> lock(Tx tx, Instant endedUntil, Set<UUID> without, int most) {
        return tx.list(
                NEXT,
                values -> values.time("ended_until", endedUntil)
                        .uuids("without", without, id -> id)
                        .number("most", most),
                row -> new Ended(
                        new Subject(
                                row.uuid("id"),
                                row.uuid("booking_id"),
                                row.text("booking_number"),
                                row.uuid("runner_id"),
                                row.uuidOrNull("owner_id")),
                        row.timeOrNull("picked_up_at"),
                        row.time("ended_at"),
                        journey(row)));
    }

    private static @Nullable Journey journey(Row row) {
        return row.realOrNull("pickup_latitude") == null
                ? null
                : Journey.told(
                        row.uuid("booking_id"),
                        new Position(row.real("pickup_latitude"), row.real("pickup_longitude")),
                        new Position(row.real("dropoff_latitude"), row.real("dropoff_longitude")),
                        null,
                        row.flag("temperature_controlled"),
                        null);
    }

    /**
     * The next waypoints of a trip, {@value #PIECE} at most.
     *
     * @param fromAt the time of the last one that was read, or when the path begins
     * @param fromSeq the number of the last one, or -1
     */
    public static List<Point> path(Tx tx, UUID trip, Instant fromAt, long fromSeq, Instant until) {
        return tx.list(
                PATH,
                values -> values.uuid("trip", trip)
                        .time("from_at", fromAt)
                        .number("from_seq", fromSeq)
                        .time("until", until),
                row -> new Point(
                        row.time("recorded_at"),
                        row.bigNumber("seq"),
                        new Position(row.real("latitude"), row.real("longitude")),
                        row.real("speed_kmh")));
    }

    /** The trip is summarised, or had no pet aboard. */
    public static void done(Tx tx, UUID trip) {
        tx.update(DONE, values -> values.uuid("trip", trip));
    }
}
