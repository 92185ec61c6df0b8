package my.kilat.tracking.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/** The paths of trips that have ended, as they were recorded, and how far they have been simplified. */
public final class RecordedPaths {
    /** Waypoints that are read at once. */
    public static final int PIECE = 5_000;

    /** Another instance may be at the next one. A summary needs the path as it was recorded. */
    private static final Sql NEXT = Sql.of("""
            select id, simplified_to_at, simplified_to_seq from trip
            where not is_simplified and is_summarised and ended_at <= :ended_until and id <> all(:without)
            order by ended_at limit 1 for no key update skip locked""");

    /** Flagged waypoints are not on the path, and stay as they are. */
    private static final Sql PIECE_OF_PATH = Sql.of(String.format(Locale.ROOT, """
            select recorded_at, seq, id, latitude, longitude from waypoint
            where trip_id = :trip and not flagged
              and recorded_at >= coalesce(:from_at, timestamptz '-infinity')
              and (recorded_at, seq) >= (coalesce(:from_at, timestamptz '-infinity'), coalesce(:from_seq, 0))
            order by recorded_at, seq limit %d""", PIECE));

    private static final Sql DELETE = Sql.of("""
            delete from waypoint w
            using unnest(:at, :ids) as d (at, id) /* bounded: one for each that is handed in */
            where w.trip_id = :trip and w.recorded_at = timestamptz 'epoch' + d.at * interval '1 microsecond'
              and w.id = d.id""");

    private static final Sql SIMPLIFIED_TO =
            Sql.of("update trip set simplified_to_at = :at, simplified_to_seq = :seq where id = :trip");

    private static final Sql SIMPLIFIED = Sql.of("update trip set is_simplified = true where id = :trip");

    private RecordedPaths() {}

    /**
     * A trip whose path is to be simplified.
     *
     * @param to up to where it has been; null at first
     */
    public record Unfinished(UUID trip, @Nullable Place to) {}

    /** The place of a waypoint in the order of its trip. */
    public record Place(Instant at, long seq) {}

    /** A waypoint on the path. */
    public record Point(Place place, UUID id, Position position) {}

    /** Locks one of the trips that ended by then, none of these, the one that ended first, and is not locked by another instance. */
    public static Optional<Unfinished> lockNext(Tx tx, Instant endedUntil, Collection<UUID> without) {
        return tx.first(
                NEXT, values -> values.time("ended_until", endedUntil).uuids("without", without, id -> id), row -> {
                    Instant at = row.timeOrNull("simplified_to_at");
                    return new Unfinished(
                            row.uuid("id"), at == null ? null : new Place(at, row.bigNumber("simplified_to_seq")));
                });
    }

    /** The next waypoints of its path, {@value #PIECE} at most, beginning with the last one that is simplified. */
    public static List<Point> piece(Tx tx, Unfinished path) {
        Place from = path.to;
        return tx.list(
                PIECE_OF_PATH,
                values -> values.uuid("trip", path.trip)
                        .time("from_at", from == null ? null : from.at)
                        .numberOrNull("from_seq", from == null ? null : from.seq),
                row -> new Point(
                        new Place(row.time("recorded_at"), row.bigNumber("seq")),
                        row.uuid("id"),
                        new Position(row.real("latitude"), row.real("longitude"))));
    }

    /** Deletes waypoints of a trip. */
    public static void delete(Tx tx, UUID trip, List<Point> points) {
        if (!points.isEmpty()) {
            tx.update(
                    DELETE,
                    values -> values.uuid("trip", trip)
                            .numbers("at", points, point -> ChronoUnit.MICROS.between(Instant.EPOCH, point.place.at))
                            .uuids("ids", points, Point::id));
        }
    }

    /** Up to there it is simplified; the rest is to follow. */
    public static void simplifiedTo(Tx tx, UUID trip, Place place) {
        tx.update(
                SIMPLIFIED_TO,
                values -> values.uuid("trip", trip).time("at", place.at).number("seq", place.seq));
    }

    /** The whole path is simplified. */
    public static void simplified(Tx tx, UUID trip) {
        tx.update(SIMPLIFIED, values -> values.uuid("trip", trip));
    }
}
