package my.kilat.tracking.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.LiveTrip;
import my.kilat.tracking.domain.TripPath;
import my.kilat.tracking.domain.TripPath.Aside;
import my.kilat.tracking.domain.TripPath.Point;
import org.jspecify.annotations.Nullable;

/** Active trips, and in the row of each what has been counted of its path. */
public final class LivePaths {
    /** Positions of a runner are added to at most this many trips, the ones that began first. */
    private static final int TRIPS_OF_A_RUNNER = 20;

    /** Keeps the trips from ending until the commit, and other batches away from them. */
    private static final Sql LOCK = Sql.of(String.format(Locale.ROOT, """
            select id, booking_id, runner_id, owner_id, started_at, positions, waypoints, flagged, total_distance_km,
                   last_id, last_at, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees, last_timed,
                   last_buffered, last_flagged, end_at, end_latitude, end_longitude, strays
            from trip
            where status = 'active' and id = any(array(
                select t.id
                from unnest(:runners) as runner (id), lateral (
                    select trip.id from trip where runner_id = runner.id and status = 'active'
                    order by seq limit %d) t))
            order by id for no key update""", TRIPS_OF_A_RUNNER));

    private static final Sql GROW = Sql.of("""
            update trip t
            set positions = w.positions, waypoints = w.waypoints, total_distance_km = w.km, last_id = w.id,
                last_at = timestamptz 'epoch' + w.at * interval '1 microsecond', last_latitude = w.latitude,
                last_longitude = w.longitude, last_speed_kmh = w.speed, last_heading_degrees = w.heading, last_timed = w.timed,
                last_buffered = w.buffered
            from unnest(:trips, :positions, :waypoints, :kilometres, :ids, :at, :latitudes, :longitudes, :speeds, :headings,
                        :timed, :buffered)
                as w (trip, positions, waypoints, km, id, at, latitude, longitude, speed, heading, timed, buffered)
            where t.id = w.trip""");

    /** Besides, for paths whose last position is flagged, or was. */
    private static final Sql GROW_ASIDE = Sql.of("""
            update trip t
            set last_flagged = w.aside, flagged = w.flagged, strays = w.strays,
                end_at = timestamptz 'epoch' + w.end_at * interval '1 microsecond', end_latitude = w.end_latitude,
                end_longitude = w.end_longitude
            from unnest(:trips, :aside, :flagged, :strays, :end_at, :latitudes, :longitudes)
                as w (trip, aside, flagged, strays, end_at, end_latitude, end_longitude)
            where t.id = w.trip""");

    private LivePaths() {}

    /** The active trips of runners. They cannot end, and no other batch is added to them, before the transaction ends. */
    public static List<LiveTrip> lock(Tx tx, Collection<UUID> runners) {
        return tx.list(LOCK, values -> values.uuids("runners", runners, runner -> runner), LivePaths::trip);
    }

    private static LiveTrip trip(Row row) {
        UUID last = row.uuidOrNull("last_id");
        Fix end = last == null
                ? null
                : new Fix(
                        last,
                        new Position(row.real("last_latitude"), row.real("last_longitude")),
                        row.real("last_speed_kmh"),
                        row.real("last_heading_degrees"),
                        row.time("last_at"),
                        new Fix.Source(0, row.flag("last_timed"), row.flag("last_buffered")));
        return new LiveTrip(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.uuid("runner_id"),
                row.uuidOrNull("owner_id"),
                row.time("started_at"),
                new TripPath(
                        row.bigNumber("positions"),
                        row.number("waypoints"),
                        row.real("total_distance_km"),
                        end,
                        row.number("flagged"),
                        row.flag("last_flagged") ? aside(row) : null));
    }

    private static Aside aside(Row row) {
        Instant at = row.timeOrNull("end_at");
        return new Aside(
                at == null ? null : new Point(at, new Position(row.real("end_latitude"), row.real("end_longitude"))),
                row.number("strays"));
    }

    /** Stores what has been counted of the paths of trips, each of which has a position, with the commit. */
    public static void grow(Tx tx, Collection<LiveTrip> trips) {
        tx.withCommit(
                GROW,
                values -> values.uuids("trips", trips, LiveTrip::id)
                        .numbers("positions", trips, trip -> trip.path().positions())
                        .numbers("waypoints", trips, trip -> (long) trip.path().waypoints())
                        .reals("kilometres", trips, trip -> trip.path().kilometres())
                        .uuids("ids", trips, trip -> newest(trip).id())
                        .numbers("at", trips, trip -> micros(newest(trip).recordedAt()))
                        .reals(
                                "latitudes",
                                trips,
                                trip -> newest(trip).position().latitude())
                        .reals(
                                "longitudes",
                                trips,
                                trip -> newest(trip).position().longitude())
                        .reals("speeds", trips, trip -> newest(trip).speedKmh())
                        .reals("headings", trips, trip -> newest(trip).headingDegrees())
                        .flags("timed", trips, trip -> newest(trip).source().timed())
                        .flags("buffered", trips, trip -> newest(trip).source().buffered()));
        List<LiveTrip> aside =
                trips.stream().filter(trip -> trip.path().hasBeenAside()).toList();
        if (!aside.isEmpty()) {
            tx.withCommit(
                    GROW_ASIDE,
                    values -> values.uuids("trips", aside, LiveTrip::id)
                            .flags("aside", aside, trip -> trip.path().aside() != null)
                            .integers("flagged", aside, trip -> trip.path().flagged())
                            .integers("strays", aside, LivePaths::strays)
                            .numbers("end_at", aside, trip -> ofEnd(trip, end -> micros(end.at())))
                            .reals(
                                    "latitudes",
                                    aside,
                                    trip -> ofEnd(trip, end -> end.position().latitude()))
                            .reals(
                                    "longitudes",
                                    aside,
                                    trip -> ofEnd(trip, end -> end.position().longitude())));
        }
    }

    private static int strays(LiveTrip trip) {
        Aside aside = trip.path().aside();
        return aside == null ? 0 : aside.strays();
    }

    private static <V> @Nullable V ofEnd(LiveTrip trip, Function<Point, V> value) {
        Aside aside = trip.path().aside();
        return aside == null || aside.end() == null ? null : value.apply(aside.end());
    }

    private static Fix newest(LiveTrip trip) {
        return trip.path().newest();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
