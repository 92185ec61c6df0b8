package my.kilat.runner.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.runner.RunnerState;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import org.jspecify.annotations.Nullable;

/** Runners as operators look at them: what they are doing, where they were last, and where they have been. */
public final class RunnerOverviews {
    private static final UUID FIRST = new UUID(0, 0);

    /** As everywhere, who is silent is told by the database's clock, at which the arrival of positions is stored. */
    private static final String COLUMNS = """
            r.user_id, r.full_name, r.phone, r.vehicle_type, r.vehicle_plate, r.vehicle_model, r.rating, r.created_at,
            d.rides, d.total_trips, d.abandoned_trips, p.located_at, p.heard_at, p.speed_kmh,
            st_y(p.place::geometry) as latitude, st_x(p.place::geometry) as longitude,
            (select count(*) from crate c where c.runner_id = r.id) as crates,
            (select s.suspended_at from suspension s where s.user_id = r.user_id and s.lifted_at is null) as suspended_at,
            case when d.status = 'inactive' then 'offline'
                 when p.heard_at is null or p.heard_at < now() - make_interval(secs => :silence) then 'silent'
                 when cardinality(d.rides) > 0 then 'busy' else 'free' end as state""";

    private static final Sql ON_DUTY = Sql.of("select * from (select " + COLUMNS + """
             from runner_duty d join runner r on r.user_id = d.user_id left join runner_place p on p.user_id = d.user_id
            where d.status = 'active' and d.user_id > :after) as one
            where state = any(:states) order by user_id limit :most""");

    private static final Sql OFF_DUTY = Sql.of("select " + COLUMNS + """
             from runner_duty d join runner r on r.user_id = d.user_id left join runner_place p on p.user_id = d.user_id
            where d.status = 'inactive' and d.user_id > :after order by d.user_id limit :most""");

    private static final Sql ALL = Sql.of("select " + COLUMNS + """
             from runner r join runner_duty d on d.user_id = r.user_id left join runner_place p on p.user_id = r.user_id
            where r.user_id > :after order by r.user_id limit :most""");

    private static final Sql OF_STATES = Sql.of("select * from (select " + COLUMNS + """
             from runner r join runner_duty d on d.user_id = r.user_id left join runner_place p on p.user_id = r.user_id
            where r.user_id > :after) as one
            where state = any(:states) order by user_id limit :most""");

    private static final Sql ONE = Sql.of("select " + COLUMNS + """
             from runner r join runner_duty d on d.user_id = r.user_id left join runner_place p on p.user_id = r.user_id
            where r.user_id = :user limit 1""");

    private static final Sql PLACES = Sql.of("select " + COLUMNS + """
             from runner_duty d join runner r on r.user_id = d.user_id left join runner_place p on p.user_id = d.user_id
            where d.status = 'active' and p.place is not null and d.user_id > :after order by d.user_id limit :most""");

    private static final Sql POSITIONS = Sql.of("""
            select recorded_at, st_y(place::geometry) as latitude, st_x(place::geometry) as longitude, speed_kmh, booking_id
            from position where user_id = :user and recorded_at >= :since order by recorded_at desc limit :most""");

    private final Database database;
    private final Duration silence;

    /** @param silence after which a runner counts as silent */
    public RunnerOverviews(Database database, Duration silence) {
        this.database = database;
        this.silence = silence;
    }

    /**
     * A runner.
     *
     * @param rides bookings under way, the one accepted first in front
     * @param locatedAt the time of the last position
     * @param heardAt when a position arrived last
     * @param suspendedAt since when they are suspended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID userId,
            String name,
            String phone,
            String vehicleType,
            String vehiclePlate,
            String vehicleModel,
            double rating,
            long crates,
            RunnerState state,
            List<UUID> rides,
            int totalTrips,
            int abandonedTrips,
            Instant createdAt,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable Double speedKmh,
            @Nullable @WithFraction Instant locatedAt,
            @Nullable @WithFraction Instant heardAt,
            @Nullable @WithFraction Instant suspendedAt) {}

    /** A place where a runner was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Position(
            @WithFraction Instant at,
            double latitude,
            double longitude,
            double speedKmh,
            @Nullable UUID bookingId) {}

    /**
     * Runners by user id.
     *
     * @param states in which they are; all when it is empty
     * @param after the last one of the page before; null for the first page
     */
    public List<Line> list(Set<RunnerState> states, @Nullable UUID after, int most) {
        boolean offline = states.contains(RunnerState.OFFLINE);
        if (states.isEmpty() || states.size() == RunnerState.values().length) {
            return page(ALL, after, most);
        }
        if (offline && states.size() == 1) {
            return page(OFF_DUTY, after, most);
        }
        return database.list(
                offline ? OF_STATES : ON_DUTY,
                values -> values.real("silence", seconds())
                        .uuid("after", after == null ? FIRST : after)
                        .texts("states", states, RunnerState::word)
                        .number("most", most),
                RunnerOverviews::line);
    }

    private List<Line> page(Sql sql, @Nullable UUID after, int most) {
        return database.list(
                sql,
                values -> values.real("silence", seconds())
                        .uuid("after", after == null ? FIRST : after)
                        .number("most", most),
                RunnerOverviews::line);
    }

    /** A runner. */
    public Optional<Line> find(UUID user) {
        return database.first(
                ONE, values -> values.real("silence", seconds()).uuid("user", user), RunnerOverviews::line);
    }

    /** Those who are on duty and have been seen somewhere, by user id. */
    public List<Line> places(@Nullable UUID after, int most) {
        return page(PLACES, after, most);
    }

    /** The suspensions of a runner, the latest first. */
    public List<Suspensions.Line> suspensions(UUID user) {
        return Suspensions.of(database, user);
    }

    /** Where a runner has been since, the latest first. */
    public List<Position> positions(UUID user, Instant since, int most) {
        return database.list(
                POSITIONS,
                values -> values.uuid("user", user).time("since", since).number("most", most),
                RunnerOverviews::position);
    }

    static Position position(Row row) {
        return new Position(
                row.time("recorded_at"),
                row.real("latitude"),
                row.real("longitude"),
                row.real("speed_kmh"),
                row.uuidOrNull("booking_id"));
    }

    private double seconds() {
        return silence.toMillis() / 1000.0;
    }

    private static Line line(Row row) {
        return new Line(
                row.uuid("user_id"),
                row.text("full_name"),
                row.text("phone"),
                row.text("vehicle_type"),
                row.text("vehicle_plate"),
                row.text("vehicle_model"),
                row.real("rating"),
                row.bigNumber("crates"),
                RunnerState.of(row.text("state")),
                row.uuids("rides"),
                row.number("total_trips"),
                row.number("abandoned_trips"),
                row.time("created_at"),
                row.realOrNull("latitude"),
                row.realOrNull("longitude"),
                row.realOrNull("speed_kmh"),
                row.timeOrNull("located_at"),
                row.timeOrNull("heard_at"),
                row.timeOrNull("suspended_at"));
    }
}
