package my.kilat.tracking.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code trip}. */
public final class Trips {
    private static final Sql ADD = Sql.of("""
            insert into trip (id, booking_id, runner_id, owner_id, status, started_at, ended_at)
            select * from unnest(:ids, :bookings, :runners, :owners, :statuses, :started::timestamptz[],
                :ended::timestamptz[])""");

    private static final Sql LOCK =
            Sql.of("select id, total_distance_km from trip where id = any(:ids) order by id for no key update");

    private static final Sql END = Sql.of("""
            update trip t set status = n.status, ended_at = n.ended_at
            from unnest(:ids, :statuses, :ended::timestamptz[]) as n(id, status, ended_at) where t.id = n.id""");

    /** The last one began here last, whatever the clocks of the machines said on which it was accepted. */
    private static final Sql FIND = Sql.of("""
            select id, booking_id, runner_id, status, started_at, ended_at, total_distance_km,
                   last_id is null or exists(
                       select from waypoint w where w.trip_id = trip.id and w.recorded_at = last_at and w.id = last_id) as is_whole,
                   last_id, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees, last_at,
                   last_flagged
            from trip where booking_id = :booking
            order by status = 'active' desc, seq desc limit 1""");

    private static final Sql LAST_POSITION = Sql.of("""
            select id, runner_id, last_id, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees, last_at,
                   last_flagged
            from trip where booking_id = :booking and status = 'active' and last_id is not null""");

    private static final Sql ALL_OF = Sql.of("""
            select id, runner_id, status, started_at, ended_at, total_distance_km, positions, last_at
            from trip where booking_id = :booking order by started_at limit 100""");

    private final Database database;

    public Trips(Database database) {
        this.database = database;
    }

    /** A trip of a booking whose owner is known, or not. */
    public record Owned(Trip trip, @Nullable UUID owner) {}

    /**
     * A trip that is to be shown.
     *
     * @param isWhole whether its last position is stored like the others
     * @param last where its runner was last
     */
    public record Shown(
            Trip trip, boolean isWhole, @Nullable Waypoint last) {}

    /** Where a runner was last on a trip. */
    public record LastPosition(UUID trip, UUID runner, Waypoint waypoint) {}

    /** Stores new trips, which may be over already. */
    public void add(Tx tx, Collection<Owned> trips) {
        if (trips.isEmpty()) {
            return;
        }
        tx.withCommit(
                ADD,
                values -> values.uuids("ids", trips, owned -> owned.trip.id())
                        .uuids("bookings", trips, owned -> owned.trip.bookingId())
                        .uuids("runners", trips, owned -> owned.trip.runnerId())
                        .uuids("owners", trips, Owned::owner)
                        .texts("statuses", trips, owned -> owned.trip.status().word())
                        .times("started", trips, owned -> owned.trip.startedAt())
                        .times("ended", trips, owned -> owned.trip.endedAt()));
    }

    /** Ends trips, to which no waypoint is added any more; says how far each has come. */
    public Map<UUID, Trip> end(Tx tx, Collection<Trip> trips) {
        Map<UUID, Trip> ended = new LinkedHashMap<>();
        if (trips.isEmpty()) {
            return ended;
        }
        trips.forEach(trip -> ended.put(trip.id(), trip));
        // Waits for waypoints that are being stored and keeps new ones away; only then are the ways complete.
        tx.list(
                        LOCK,
                        values -> values.uuids("ids", trips, Trip::id),
                        row -> Map.entry(row.uuid("id"), row.real("total_distance_km")))
                .forEach(way -> ended.computeIfPresent(way.getKey(), (id, trip) -> trip.after(way.getValue())));
        tx.withCommit(
                END,
                values -> values.uuids("ids", trips, Trip::id)
                        .texts("statuses", trips, trip -> trip.status().word())
                        .times("ended", trips, Trip::endedAt));
        return ended;
    }

    /**
     * A trip without its way.
     *
     * @param positions how many were counted into its length
     * @param lastAt when the runner was heard of last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            UUID id,
            UUID runnerId,
            String status,
            @WithFraction Instant startedAt,
            @Nullable @WithFraction Instant endedAt,
            double distanceKm,
            long positions,
            @Nullable @WithFraction Instant lastAt) {}

    /** Every trip of a booking, the oldest first. */
    public List<Summary> allOf(UUID booking) {
        return database.list(
                ALL_OF,
                values -> values.uuid("booking", booking),
                row -> new Summary(
                        row.uuid("id"),
                        row.uuid("runner_id"),
                        row.text("status"),
                        row.time("started_at"),
                        row.timeOrNull("ended_at"),
                        Math.round(row.real("total_distance_km") * 100) / 100.0,
                        row.bigNumber("positions"),
                        row.timeOrNull("last_at")));
    }

    /** The trip of a booking: the active one, or else the last. */
    public Optional<Shown> find(UUID booking) {
        return database.first(FIND, values -> values.uuid("booking", booking), Trips::shown);
    }

    private static Shown shown(Row row) {
        Trip trip = new Trip(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.uuid("runner_id"),
                TrackStatus.of(row.text("status")),
                row.time("started_at"),
                row.timeOrNull("ended_at"),
                row.real("total_distance_km"));
        return new Shown(trip, row.flag("is_whole"), row.uuidOrNull("last_id") == null ? null : WaypointRow.last(row));
    }

    /** Where the runner of the active trip of a booking was last. */
    public Optional<LastPosition> lastPosition(UUID booking) {
        return database.first(
                LAST_POSITION,
                values -> values.uuid("booking", booking),
                row -> new LastPosition(row.uuid("id"), row.uuid("runner_id"), WaypointRow.last(row)));
    }
}
