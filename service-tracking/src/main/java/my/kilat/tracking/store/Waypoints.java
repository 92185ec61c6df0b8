package my.kilat.tracking.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.LiveTrip;
import my.kilat.tracking.domain.TripPath;
import my.kilat.tracking.domain.TripPath.Neighbour;
import my.kilat.tracking.domain.TripPath.Surroundings;
import org.jspecify.annotations.Nullable;

/** The table {@code waypoint}, and in the row of each trip what has been counted of its path. */
public final class Waypoints {
    /** Positions of a runner are added to at most this many trips, the ones that began first. */
    private static final int TRIPS_OF_A_RUNNER = 20;

    /** Late positions that are looked up in one statement. */
    private static final int LOOKED_UP = 1_000;

    /** More waypoints than this of exactly the same time are not stored. */
    private static final int AT_ONE_TIME = 1_000;

    /** Keeps the trips from ending until the commit, and other batches away from them. */
    private static final Sql LOCK = Sql.of(String.format(Locale.ROOT, """
            select id, booking_id, runner_id, owner_id, positions, waypoints, total_distance_km,
                   last_id, last_at, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees
            from trip
            where status = 'active' and id = any(array(
                select t.id
                from unnest(:runners) as runner (id), lateral (
                    select trip.id from trip where runner_id = runner.id and status = 'active'
                    order by seq limit %d) t))
            order by id for no key update""", TRIPS_OF_A_RUNNER));

    /** For each late position the two waypoints around it, and whether it is among those of its time. */
    private static final Sql SURROUNDINGS = Sql.of(String.format(Locale.ROOT, """
            select late.nr, same.taken, before.recorded_at as before_at, before.seq as before_seq,
                   before.latitude as before_latitude, before.longitude as before_longitude,
                   after.recorded_at as after_at, after.seq as after_seq,
                   after.latitude as after_latitude, after.longitude as after_longitude
            from (select trip, timestamptz 'epoch' + at * interval '1 microsecond' as at, id, latitude, longitude, nr
                  from unnest(:trips, :at, :ids, :latitudes, :longitudes) with ordinality as l (trip, at, id, latitude, longitude, nr)) late
                /* bounded: one for each late position */
            cross join lateral (
                select count(*) = %1$d or coalesce(bool_or(
                           w.id = late.id or w.latitude = late.latitude and w.longitude = late.longitude), false) as taken
                from (select id, latitude, longitude from waypoint
                      where trip_id = late.trip and recorded_at = late.at limit %1$d) w) same
            left join lateral (
                select recorded_at, seq, latitude, longitude from waypoint
                where trip_id = late.trip and recorded_at <= late.at
                order by recorded_at desc, seq desc limit 1) before on true
            left join lateral (
                select recorded_at, seq, latitude, longitude from waypoint
                where trip_id = late.trip and recorded_at > late.at
                order by recorded_at, seq limit 1) after on true""", AT_ONE_TIME));

    private static final Sql INSERT = Sql.of("""
            insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
            select trip, timestamptz 'epoch' + at * interval '1 microsecond', id, latitude, longitude, speed, heading
            from unnest(:trips, :at, :ids, :latitudes, :longitudes, :speeds, :headings)
                with ordinality as w (trip, at, id, latitude, longitude, speed, heading, nr)
            order by nr
            on conflict do nothing""");

    private static final Sql GROW = Sql.of("""
            update trip t
            set positions = w.positions, waypoints = w.waypoints, total_distance_km = w.km, last_id = w.id,
                last_at = timestamptz 'epoch' + w.at * interval '1 microsecond', last_latitude = w.latitude,
                last_longitude = w.longitude, last_speed_kmh = w.speed, last_heading_degrees = w.heading
            from unnest(:trips, :positions, :waypoints, :kilometres, :ids, :at, :latitudes, :longitudes, :speeds, :headings)
                as w (trip, positions, waypoints, km, id, at, latitude, longitude, speed, heading)
            where t.id = w.trip""");

    private Waypoints() {}

    /** The active trips of runners. They cannot end, and no other batch is added to them, before the transaction ends. */
    public static List<LiveTrip> lock(Tx tx, Collection<UUID> runners) {
        return tx.list(LOCK, values -> values.uuids("runners", runners, runner -> runner), Waypoints::trip);
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
                        row.time("last_at"));
        return new LiveTrip(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.uuid("runner_id"),
                row.uuidOrNull("owner_id"),
                new TripPath(row.bigNumber("positions"), row.number("waypoints"), row.real("total_distance_km"), end));
    }

    /** What is stored around late positions, by their index in the list. */
    public static Map<Integer, Surroundings> surroundings(Tx tx, List<LiveTrip.Position> late) {
        Map<Integer, Surroundings> around = HashMap.newHashMap(late.size());
        for (int from = 0; from < late.size(); from += LOOKED_UP) {
            List<LiveTrip.Position> some = late.subList(from, Math.min(late.size(), from + LOOKED_UP));
            int first = from - 1;
            tx.list(
                            SURROUNDINGS,
                            values -> values.uuids(
                                            "trips",
                                            some,
                                            position -> position.trip().id())
                                    .numbers("at", some, position -> micros(position.fix()))
                                    .uuids(
                                            "ids",
                                            some,
                                            position -> position.fix().id())
                                    .reals("latitudes", some, position -> latitude(position.fix()))
                                    .reals("longitudes", some, position -> longitude(position.fix())),
                            row -> Map.entry(
                                    Math.toIntExact(row.bigNumber("nr")),
                                    new Surroundings(
                                            row.flag("taken"), neighbour(row, "before"), neighbour(row, "after"))))
                    .forEach(found -> around.put(first + found.getKey(), found.getValue()));
        }
        return around;
    }

    private static @Nullable Neighbour neighbour(Row row, String side) {
        Instant at = row.timeOrNull(side + "_at");
        return at == null
                ? null
                : new Neighbour(
                        at,
                        row.bigNumber(side + "_seq"),
                        new Position(row.real(side + "_latitude"), row.real(side + "_longitude")));
    }

    /** Adds waypoints, with the commit. */
    public static void insert(Tx tx, List<LiveTrip.Position> waypoints) {
        if (waypoints.isEmpty()) {
            return;
        }
        tx.withCommit(
                INSERT,
                values -> values.uuids(
                                "trips", waypoints, waypoint -> waypoint.trip().id())
                        .numbers("at", waypoints, waypoint -> micros(waypoint.fix()))
                        .uuids("ids", waypoints, waypoint -> waypoint.fix().id())
                        .reals("latitudes", waypoints, waypoint -> latitude(waypoint.fix()))
                        .reals("longitudes", waypoints, waypoint -> longitude(waypoint.fix()))
                        .reals("speeds", waypoints, waypoint -> waypoint.fix().speedKmh())
                        .reals("headings", waypoints, waypoint -> waypoint.fix().headingDegrees()));
    }

    /** Stores what has been counted of the paths of trips, each of which has a position, with the commit. */
    public static void grow(Tx tx, Collection<LiveTrip> trips) {
        tx.withCommit(
                GROW,
                values -> values.uuids("trips", trips, LiveTrip::id)
                        .numbers("positions", trips, trip -> trip.path().positions())
                        .numbers("waypoints", trips, trip -> (long) trip.path().waypoints())
                        .reals("kilometres", trips, trip -> trip.path().kilometres())
                        .uuids("ids", trips, trip -> trip.path().end().id())
                        .numbers("at", trips, trip -> micros(trip.path().end()))
                        .reals("latitudes", trips, trip -> latitude(trip.path().end()))
                        .reals(
                                "longitudes",
                                trips,
                                trip -> longitude(trip.path().end()))
                        .reals("speeds", trips, trip -> trip.path().end().speedKmh())
                        .reals("headings", trips, trip -> trip.path().end().headingDegrees()));
    }

    private static long micros(Fix fix) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, fix.recordedAt());
    }

    private static double latitude(Fix fix) {
        return fix.position().latitude();
    }

    private static double longitude(Fix fix) {
        return fix.position().longitude();
    }
}
