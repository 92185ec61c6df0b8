package my.kilat.tracking.waypoint;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.Way;
import my.kilat.tracking.domain.Way.Neighbour;
import my.kilat.tracking.domain.Way.Surroundings;
import org.jspecify.annotations.Nullable;

/** Adds positions to the ways of trips, in the table {@code waypoint} and in the row of the trip. */
public final class Waypoints {
    /** A runner on more rides than this is followed on the first of them only. */
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

    /** A position of a runner, as an event brought it. */
    record Reported(UUID runner, Fix fix) {}

    /**
     * What became of a position on a trip.
     *
     * @param stored false when it is only passed on
     */
    record Taken(UUID trip, UUID booking, @Nullable UUID owner, Reported reported, boolean stored) {}

    private record Live(
            UUID id, UUID booking, UUID runner, @Nullable UUID owner, Way way) {}

    /** A position on a trip, the so manieth of a batch. */
    private record Step(int nr, Live trip, Reported reported) {
        Fix fix() {
            return reported.fix;
        }
    }

    /**
     * Adds positions, in the order of their arrival, to every active trip of their runners; returns what was new, in the
     * same order. Only late ones need a look at what is stored; for the others the row of the trip says enough. It writes with
     * the commit, so it is to be called once in a transaction.
     */
    static List<Taken> store(Tx tx, List<Reported> reported) {
        Map<UUID, List<Live>> trips = new HashMap<>();
        for (Live trip : lock(tx, reported)) {
            trips.computeIfAbsent(trip.runner, ignored -> new ArrayList<>(1)).add(trip);
        }
        List<Step> steps = new ArrayList<>(reported.size());
        for (Reported position : reported) {
            for (Live trip : trips.getOrDefault(position.runner, List.of())) {
                steps.add(new Step(steps.size(), trip, position));
            }
        }
        List<Taken> taken = take(steps, surroundings(tx, late(steps)));
        if (!taken.isEmpty()) {
            insert(tx, taken.stream().filter(Taken::stored).toList());
            grow(tx, taken, trips);
        }
        return taken;
    }

    private static List<Live> lock(Tx tx, List<Reported> reported) {
        Set<UUID> runners = new HashSet<>();
        reported.forEach(position -> runners.add(position.runner));
        return tx.list(LOCK, values -> values.uuids("runners", runners, runner -> runner), Waypoints::live);
    }

    private static Live live(Row row) {
        UUID last = row.uuidOrNull("last_id");
        Fix end = last == null
                ? null
                : new Fix(
                        last,
                        new Position(row.real("last_latitude"), row.real("last_longitude")),
                        row.real("last_speed_kmh"),
                        row.real("last_heading_degrees"),
                        row.time("last_at"));
        return new Live(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.uuid("runner_id"),
                row.uuidOrNull("owner_id"),
                new Way(row.bigNumber("positions"), row.number("waypoints"), row.real("total_distance_km"), end));
    }

    /** Those that are not newer than all before them on their trip. */
    private static List<Step> late(List<Step> steps) {
        Map<UUID, Instant> newest = new HashMap<>();
        List<Step> late = new ArrayList<>(0);
        for (Step step : steps) {
            Fix last = step.trip.way.last();
            Instant end = newest.getOrDefault(step.trip.id, last == null ? Instant.MIN : last.recordedAt());
            if (step.fix().recordedAt().isAfter(end)) {
                newest.put(step.trip.id, step.fix().recordedAt());
            } else {
                late.add(step);
            }
        }
        return late;
    }

    private static Map<Integer, Surroundings> surroundings(Tx tx, List<Step> late) {
        Map<Integer, Surroundings> around = new HashMap<>();
        if (late.isEmpty()) {
            return around;
        }
        late.stream().map(step -> step.trip.way).distinct().forEach(Way::expectLateOnes);
        for (int from = 0; from < late.size(); from += LOOKED_UP) {
            List<Step> some = late.subList(from, Math.min(late.size(), from + LOOKED_UP));
            tx.list(
                            SURROUNDINGS,
                            values -> values.uuids("trips", some, step -> step.trip.id)
                                    .numbers("at", some, step -> micros(step.fix()))
                                    .uuids("ids", some, step -> step.fix().id())
                                    .reals(
                                            "latitudes",
                                            some,
                                            step -> step.fix().position().latitude())
                                    .reals(
                                            "longitudes",
                                            some,
                                            step -> step.fix().position().longitude()),
                            row -> Map.entry(
                                    Math.toIntExact(row.bigNumber("nr")),
                                    new Surroundings(
                                            row.flag("taken"), neighbour(row, "before"), neighbour(row, "after"))))
                    .forEach(entry -> around.put(some.get(entry.getKey() - 1).nr, entry.getValue()));
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

    private static List<Taken> take(List<Step> steps, Map<Integer, Surroundings> late) {
        List<Taken> taken = new ArrayList<>(steps.size());
        for (Step step : steps) {
            Surroundings around = late.get(step.nr);
            Live trip = step.trip;
            Way.Fate fate = around == null ? trip.way.append(step.fix()) : trip.way.insert(step.fix(), around);
            if (fate != Way.Fate.IGNORED) {
                taken.add(new Taken(trip.id, trip.booking, trip.owner, step.reported, fate == Way.Fate.STORED));
            }
        }
        return taken;
    }

    private static void insert(Tx tx, List<Taken> stored) {
        if (stored.isEmpty()) {
            return;
        }
        tx.withCommit(
                INSERT,
                values -> values.uuids("trips", stored, Taken::trip)
                        .numbers("at", stored, waypoint -> micros(waypoint.reported.fix))
                        .uuids("ids", stored, waypoint -> waypoint.reported.fix.id())
                        .reals(
                                "latitudes",
                                stored,
                                waypoint -> waypoint.reported.fix.position().latitude())
                        .reals(
                                "longitudes",
                                stored,
                                waypoint -> waypoint.reported.fix.position().longitude())
                        .reals("speeds", stored, waypoint -> waypoint.reported.fix.speedKmh())
                        .reals("headings", stored, waypoint -> waypoint.reported.fix.headingDegrees()));
    }

    private static void grow(Tx tx, List<Taken> taken, Map<UUID, List<Live>> trips) {
        Set<UUID> grown = new HashSet<>();
        taken.forEach(position -> grown.add(position.trip));
        List<Live> changed = new ArrayList<>(grown.size());
        trips.values()
                .forEach(ofRunner -> ofRunner.stream()
                        .filter(trip -> grown.contains(trip.id))
                        .forEach(changed::add));
        tx.withCommit(
                GROW,
                values -> values.uuids("trips", changed, Live::id)
                        .numbers("positions", changed, trip -> trip.way.positions())
                        .numbers("waypoints", changed, trip -> (long) trip.way.waypoints())
                        .reals("kilometres", changed, trip -> trip.way.kilometres())
                        .uuids("ids", changed, trip -> trip.way.end().id())
                        .numbers("at", changed, trip -> micros(trip.way.end()))
                        .reals(
                                "latitudes",
                                changed,
                                trip -> trip.way.end().position().latitude())
                        .reals(
                                "longitudes",
                                changed,
                                trip -> trip.way.end().position().longitude())
                        .reals("speeds", changed, trip -> trip.way.end().speedKmh())
                        .reals("headings", changed, trip -> trip.way.end().headingDegrees()));
    }

    private static long micros(Fix fix) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, fix.recordedAt());
    }
}
