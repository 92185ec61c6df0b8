package my.kilat.tracking.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Sighting.Subject;

/** Queries for trips that are due, and their stored state. */
public final class Sightings {
    /** Trips in a batch. */
    private static final int AT_ONCE = 32;

    /** Late positions are found up to this time before the newest position of the last look. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final double KM_OF_A_DEGREE = 111.195;

    /** A claim lasts until {@code :then}. If its process dies, the trip is due again. */
    private static final Sql CLAIM = Sql.of(String.format(Locale.ROOT, """
            update trip_eta e set due_at = :then
            from (select trip_id from trip_eta where due_at <= :now order by due_at limit %d for update skip locked) due
            where e.trip_id = due.trip_id
            returning e.trip_id""", AT_ONCE));

    /** The first waypoint near a place that is not flagged; the flat earth is good enough for 150 metres. */
    private static String firstNear(String stop, String since) {
        return String.format(Locale.ROOT, """
                (select w.recorded_at from waypoint w
                 where w.trip_id = e.trip_id and not w.flagged
                   and w.recorded_at >= greatest(%2$s, e.seen_at - cast(:late as interval))
                   and ((w.latitude - j.%1$s_latitude) * %3$s) ^ 2
                     + ((w.longitude - j.%1$s_longitude) * %3$s * cos(radians(j.%1$s_latitude))) ^ 2 <= %4$s ^ 2
                 order by w.recorded_at limit 1)""", stop, since, KM_OF_A_DEGREE, Sighting.NEAR_KM);
    }

    /**
     * The last position of a trip: of a flagged one, the end of the path before it, if there is one. None while the last position
     * is a buffered one, because a newer one follows.
     */
    private static final Sql LOOK = Sql.of(String.format(
            Locale.ROOT, """
            select e.trip_id, t.booking_id, b.booking_number, t.runner_id, t.owner_id, t.status, b.stage,
                   case when t.last_flagged then t.end_at when not t.last_buffered then t.last_at end as last_at,
                   case when t.last_flagged then t.end_latitude when not t.last_buffered then t.last_latitude end
                       as last_latitude,
                   case when t.last_flagged then t.end_longitude when not t.last_buffered then t.last_longitude end
                       as last_longitude,
                   j.pickup_latitude, j.pickup_longitude, j.dropoff_latitude, j.dropoff_longitude, j.scheduled_at,
                   j.is_time_known, j.temperature_controlled, j.version as journey_version, j.revision as journey_revision,
                   case when e.pickup_arrived_at is null then %s end as at_pickup,
                   case when e.dropoff_arrived_at is null and e.picked_up_at is not null then %s end as at_dropoff
            from trip_eta e
            join trip t on t.id = e.trip_id
            join followed_booking b on b.booking_id = t.booking_id
            left join journey j on j.booking_id = t.booking_id
            where e.trip_id = any(:trips) /* bounded: one for each trip claimed */""", firstNear("pickup", "timestamptz '-infinity'"), firstNear("dropoff", "e.picked_up_at")));

    private final Database database;

    public Sightings(Database database) {
        this.database = database;
    }

    /** Claims trips that are due, for this caller alone. */
    public List<UUID> claim(Instant now, Instant then) {
        return database.autocommit(
                CLAIM, values -> values.time("now", now).time("then", then), row -> row.uuid("trip_id"));
    }

    /** The stored state of trips. */
    public List<Sighting> of(List<UUID> trips) {
        return database.list(
                LOOK,
                values -> values.uuids("trips", trips, trip -> trip).text("late", LATE.toString()),
                Sightings::sighting);
    }

    private static Sighting sighting(Row row) {
        UUID booking = row.uuid("booking_id");
        return new Sighting(
                new Subject(
                        row.uuid("trip_id"),
                        booking,
                        row.text("booking_number"),
                        row.uuid("runner_id"),
                        row.uuidOrNull("owner_id")),
                leg(row),
                row.realOrNull("pickup_latitude") == null
                        ? null
                        : new Journey(
                                booking,
                                position(row, "pickup"),
                                position(row, "dropoff"),
                                row.timeOrNull("scheduled_at"),
                                row.flag("is_time_known"),
                                row.flag("temperature_controlled"),
                                row.number("journey_version"),
                                row.number("journey_revision")),
                row.realOrNull("last_latitude") == null ? null : position(row, "last"),
                row.timeOrNull("last_at"),
                row.timeOrNull("at_pickup"),
                row.timeOrNull("at_dropoff"));
    }

    private static Leg leg(Row row) {
        if (!row.text("status").equals("active")) {
            return Leg.OVER;
        }
        return row.text("stage").equals("under_way") ? Leg.TO_DROPOFF : Leg.TO_PICKUP;
    }

    private static Position position(Row row, String which) {
        return new Position(row.real(which + "_latitude"), row.real(which + "_longitude"));
    }
}
