package my.kilat.runner.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.runner.store.RunnerOverviews.Position;
import org.jspecify.annotations.Nullable;

/** Where runners were at a time that is past, as the history of their positions tells. */
public final class RunnerTracks {
    private static final UUID FIRST = new UUID(0, 0);

    /** One step of the index for each runner, however many positions there are. */
    static final Sql AT = Sql.of("""
            select r.user_id, r.full_name, p.*
            from runner r cross join lateral (
                select recorded_at, st_y(place::geometry) as latitude, st_x(place::geometry) as longitude, speed_kmh, booking_id
                from position where user_id = r.user_id and recorded_at > :since and recorded_at <= :at
                order by recorded_at desc limit 1) p
            where r.user_id > :after order by r.user_id limit :most""");

    /** The last position of each of so many pieces of the time, which costs one step of the index for each piece. */
    static final Sql TRACK = Sql.of("""
            select p.*
            from generate_series(0, cast(:pieces as int) - 1) as n (piece) cross join lateral (
                select recorded_at, st_y(place::geometry) as latitude, st_x(place::geometry) as longitude, speed_kmh, booking_id
                from position
                where user_id = :user and recorded_at > cast(:from as timestamptz) + make_interval(secs => n.piece * :seconds)
                  and recorded_at <= cast(:from as timestamptz) + make_interval(secs => (n.piece + 1) * :seconds)
                order by recorded_at desc limit 1) p
            order by n.piece limit :pieces""");

    private final Database database;

    public RunnerTracks(Database database) {
        this.database = database;
    }

    /** Where a runner was at that time. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Place(
            UUID userId,
            String name,
            @WithFraction Instant at,
            double latitude,
            double longitude,
            double speedKmh,
            @Nullable UUID bookingId) {}

    /**
     * Where each runner was at that time, by user id.
     *
     * @param within whoever sent no position for that long before is left out
     * @param after the last one of the page before; null for the first page
     */
    public List<Place> at(Instant at, Duration within, @Nullable UUID after, int most) {
        return database.list(
                AT,
                values -> values.time("at", at)
                        .time("since", at.minus(within))
                        .uuid("after", after == null ? FIRST : after)
                        .number("most", most),
                row -> new Place(
                        row.uuid("user_id"),
                        row.text("full_name"),
                        row.time("recorded_at"),
                        row.real("latitude"),
                        row.real("longitude"),
                        row.real("speed_kmh"),
                        row.uuidOrNull("booking_id")));
    }

    /** Where a runner was between those times, the earliest first: of as many equal pieces of the time the last position of each. */
    public List<Position> track(UUID user, Instant from, Instant until, int pieces) {
        return database.list(
                TRACK,
                values -> values.uuid("user", user)
                        .time("from", from)
                        .real("seconds", Duration.between(from, until).toMillis() / 1000.0 / pieces)
                        .number("pieces", pieces),
                RunnerOverviews::position);
    }
}
