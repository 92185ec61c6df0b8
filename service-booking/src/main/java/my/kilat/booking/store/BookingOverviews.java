package my.kilat.booking.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StuckAfter;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import org.jspecify.annotations.Nullable;

/** Bookings as operators look at them: many at a glance, and one with all its steps. */
public final class BookingOverviews {
    private static final String IS_LIVE = "status in ('requested', 'accepted', 'in_progress', 'delivered')";

    /** As {@code Deadlines} has it; waiting_since is not known of bookings that came into their state under an older version. */
    private static final String IS_STUCK = """
            (b.status in ('requested', 'accepted', 'in_progress', 'delivered') and case b.status
                when 'requested' then greatest(coalesce(b.waiting_since, b.updated_at), b.scheduled_at, b.payment_since)
                    < case when b.payment_status = 'held' or :opens_unpaid = 1
                        then cast(:requested_before as timestamptz) else cast(:unpaid_before as timestamptz) end
                when 'accepted' then
                    greatest(coalesce(b.waiting_since, b.updated_at), b.scheduled_at) < :accepted_before
                when 'in_progress' then b.picked_up_at
                    + :ride_factor * greatest(b.route_minutes, :shortest_estimate) * interval '1 minute' < :now
                else b.delivered_at < :delivered_before end)""";

    /** The live ones alone are read, over booking_by_status, and those that ended today, over booking_ended. */
    static final Sql FIGURES = Sql.of("""
            select live.*, ended.*, begun.* from (
                select count(*) filter (where status = 'requested' and payment_status <> 'held') as unpaid,
                    count(*) filter (where status = 'requested' and payment_status = 'held') as open,
                    count(*) filter (where status = 'accepted') as accepted,
                    count(*) filter (where status = 'in_progress') as in_progress,
                    count(*) filter (where status = 'delivered') as delivered,
                    count(*) filter (where""" + " " + IS_STUCK + """
            ) as stuck
                from booking b where""" + " " + IS_LIVE + """
            ) live,
                (select count(*) filter (where status = 'completed') as completed_today,
                    count(*) filter (where status = 'cancelled') as cancelled_today
                from booking where status in ('completed', 'cancelled') and updated_at >= :today) ended,
                (select count(*) as requested_today from booking where created_at >= :today) begun
            /* bounded: three aggregates */""");

    private static final String COLUMNS = """
            b.id, b.number, b.status, b.payment_status, b.owner_id, b.runner_id, b.pet_name,
            b.pickup_line1, b.pickup_city, b.dropoff_line1, b.dropoff_city, b.estimated_price_cents, b.created_at,
            b.updated_at,""" + " " + IS_STUCK + " as stuck";

    private static final String PAGE =
            " and (b.created_at, b.id) < (:before, :before_id) order by b.created_at desc, b.id desc limit :limit";

    private static final Sql ALL = Sql.of("select " + COLUMNS + " from booking b where true" + PAGE);

    static final Sql BY_STATUS = Sql.of("select " + COLUMNS + " from "
            + StatusWalk.OF_ALL.rowsBehind(
                    "(booking.created_at, booking.id) < (:before, :before_id)", ":statuses", "*", ":limit")
            + " order by b.created_at desc, b.id desc limit :limit");

    /** The live ones are read first: over the index by age a few stuck ones would be looked for among all bookings. */
    private static final String LIVE =
            " from (select * from booking where " + IS_LIVE + " offset 0) b where " + IS_STUCK;

    static final Sql STUCK = Sql.of("select " + COLUMNS + LIVE + PAGE);

    private static final Sql STUCK_BY_STATUS =
            Sql.of("select " + COLUMNS + LIVE + " and b.status = any(:statuses)" + PAGE);

    private static final Sql BY_NUMBER =
            Sql.of("select " + COLUMNS + " from booking b where b.number = :number limit 1");

    private static final Sql OF_PEOPLE = Sql.of("select " + COLUMNS + """

            from (select id from booking where owner_id = any(:people)
                union select id from booking where runner_id = any(:people)) theirs
            join booking b using (id) where true""" + PAGE);

    private static final Sql STEPS = Sql.of("""
            select version, from_status, to_status, actor_id, actor_role, reason, at
            from booking_history where booking_id = :booking order by version limit 500""");

    private final Database database;
    private final RidePolicy policy;
    private final StuckAfter stuckAfter;

    /**
     * @param policy which requested bookings wait for a runner, and not for their payment
     */
    public BookingOverviews(Database database, RidePolicy policy, StuckAfter stuckAfter) {
        this.database = database;
        this.policy = policy;
        this.stuckAfter = stuckAfter;
    }

    /** How many are in which state. */
    public record Figures(
            long unpaid,
            long open,
            long accepted,
            long inProgress,
            long delivered,
            long stuck,
            long requestedToday,
            long completedToday,
            long cancelledToday) {}

    /** A booking in a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID id,
            String number,
            String status,
            String paymentStatus,
            UUID ownerId,
            @Nullable UUID runnerId,
            String petName,
            String pickup,
            String dropoff,
            long priceCents,
            Instant createdAt,
            Instant since,
            boolean stuck) {}

    /** A step in the life of a booking. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            int version,
            @Nullable String from,
            String to,
            @Nullable UUID actorId,
            String role,
            String reason,
            @WithFraction Instant at) {}

    /** The figures of this moment. */
    public Figures figures(Instant now, Instant today) {
        return database.first(
                        FIGURES,
                        values -> stuck(values, now).time("today", today),
                        row -> new Figures(
                                row.bigNumber("unpaid"),
                                row.bigNumber("open"),
                                row.bigNumber("accepted"),
                                row.bigNumber("in_progress"),
                                row.bigNumber("delivered"),
                                row.bigNumber("stuck"),
                                row.bigNumber("requested_today"),
                                row.bigNumber("completed_today"),
                                row.bigNumber("cancelled_today")))
                .orElseThrow();
    }

    /** The first so many behind a place of all bookings, or of those in some states. */
    public List<Line> list(List<BookingStatus> statuses, boolean onlyStuck, Cursor start, int limit, Instant now) {
        Sql sql = onlyStuck ? statuses.isEmpty() ? STUCK : STUCK_BY_STATUS : statuses.isEmpty() ? ALL : BY_STATUS;
        return database.list(
                sql,
                values -> {
                    page(stuck(values, now), start, limit);
                    if (!statuses.isEmpty()) {
                        values.texts("statuses", statuses, BookingStatus::word);
                    }
                },
                BookingOverviews::line);
    }

    /** The booking of a number. */
    public List<Line> ofNumber(String number, Instant now) {
        return database.list(BY_NUMBER, values -> stuck(values, now).text("number", number), BookingOverviews::line);
    }

    /** The first so many behind a place of the bookings of these people, as owners or runners. */
    public List<Line> ofPeople(List<UUID> people, Cursor start, int limit, Instant now) {
        return database.list(
                OF_PEOPLE,
                values -> page(stuck(values, now), start, limit).uuids("people", people, id -> id),
                BookingOverviews::line);
    }

    /** All steps of a booking. */
    public List<Step> steps(UUID booking) {
        return database.list(
                STEPS,
                values -> values.uuid("booking", booking),
                row -> new Step(
                        row.number("version"),
                        row.textOrNull("from_status"),
                        row.text("to_status"),
                        row.uuidOrNull("actor_id"),
                        row.text("actor_role"),
                        row.text("reason"),
                        row.time("at")));
    }

    private Arguments stuck(Arguments values, Instant now) {
        return values.time("now", now)
                .number("opens_unpaid", policy.requireEscrow() ? 0 : 1)
                .time("requested_before", now.minus(stuckAfter.requested()))
                .time("unpaid_before", now.minus(stuckAfter.unpaid()))
                .time("accepted_before", now.minus(stuckAfter.accepted()))
                .number("ride_factor", stuckAfter.rideFactor())
                .number("shortest_estimate", Deadlines.SHORTEST_ESTIMATE_MIN)
                .time("delivered_before", now.minus(stuckAfter.delivered()));
    }

    private static Arguments page(Arguments values, Cursor start, int limit) {
        return values.time("before", start.at()).uuid("before_id", start.id()).number("limit", limit);
    }

    private static Line line(Row row) {
        return new Line(
                row.uuid("id"),
                row.text("number"),
                row.text("status"),
                row.text("payment_status"),
                row.uuid("owner_id"),
                row.uuidOrNull("runner_id"),
                row.text("pet_name"),
                place(row.text("pickup_line1"), row.text("pickup_city")),
                place(row.text("dropoff_line1"), row.text("dropoff_city")),
                row.bigNumber("estimated_price_cents"),
                row.time("created_at"),
                row.time("updated_at"),
                row.flag("stuck"));
    }

    private static String place(String line, String city) {
        return city.isBlank() ? line : line + ", " + city;
    }
}
