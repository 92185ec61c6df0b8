package my.kilat.tracking.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.LiveTrip;
import my.kilat.tracking.domain.TripPath.Neighbour;
import my.kilat.tracking.domain.TripPath.Surroundings;
import org.jspecify.annotations.Nullable;

/** The table {@code waypoint}, as positions are added to it. */
public final class Waypoints {
    /** Late positions that are looked up in one statement. */
    private static final int LOOKED_UP = 1_000;

    /** More waypoints than this of exactly the same time are not stored. */
    private static final int AT_ONE_TIME = 1_000;

    /**
     * For each late position the two waypoints of the path around it, and whether it is among those of its time. Few waypoints of
     * a trip are flagged, so few are passed over.
     */
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
                where trip_id = late.trip and recorded_at <= late.at and not flagged
                order by recorded_at desc, seq desc limit 1) before on true
            left join lateral (
                select recorded_at, seq, latitude, longitude from waypoint
                where trip_id = late.trip and recorded_at > late.at and not flagged
                order by recorded_at, seq limit 1) after on true""", AT_ONE_TIME));

    private static final Sql INSERT = Sql.of("""
            insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees, flagged)
            select trip, timestamptz 'epoch' + at * interval '1 microsecond', id, latitude, longitude, speed, heading, flagged
            from unnest(:trips, :at, :ids, :latitudes, :longitudes, :speeds, :headings, :flagged)
                with ordinality as w (trip, at, id, latitude, longitude, speed, heading, flagged, nr)
            order by nr
            on conflict do nothing""");

    private Waypoints() {}

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

    /** A position that becomes a waypoint, flagged or not. */
    public record Added(LiveTrip.Position position, boolean flagged) {
        Fix fix() {
            return position.fix();
        }
    }

    /** Adds waypoints, with the commit. */
    public static void insert(Tx tx, List<Added> waypoints) {
        if (waypoints.isEmpty()) {
            return;
        }
        tx.withCommit(
                INSERT,
                values -> values.uuids(
                                "trips",
                                waypoints,
                                added -> added.position.trip().id())
                        .numbers("at", waypoints, added -> micros(added.fix()))
                        .uuids("ids", waypoints, added -> added.fix().id())
                        .reals("latitudes", waypoints, added -> latitude(added.fix()))
                        .reals("longitudes", waypoints, added -> longitude(added.fix()))
                        .reals("speeds", waypoints, added -> added.fix().speedKmh())
                        .reals("headings", waypoints, added -> added.fix().headingDegrees())
                        .flags("flagged", waypoints, Added::flagged));
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
