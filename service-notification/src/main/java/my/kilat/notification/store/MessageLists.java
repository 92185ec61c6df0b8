package my.kilat.notification.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import org.jspecify.annotations.Nullable;

/** Messages as operators look at them, over all recipients or of some, and how many there are. */
public final class MessageLists {
    /** So many of those that wait are counted at most, for each channel. */
    static final int MOST_COUNTED = 100_000;

    /** The states of deliveries that have ended stand here literally, so that the index of those serves every plan. */
    private static final String HAS_ENDED = " state in ('sent', 'failed', 'dropped') ";

    private static final String OF_NOTICE =
            "n.id, n.user_id, n.booking_id, n.template, n.title, n.created_at, d.channel, d.state, d.attempts, d.last_problem";

    /**
     * Each state and channel is walked through by itself: a rare one would be looked for among all others. So is the message of each
     * delivery, by an {@code offset} that keeps a plan for any limit from reading all messages.
     */
    static final Sql ENDED = Sql.of("select " + OF_NOTICE + """
            , d.updated_at as at
            from unnest(:states) as s (state) cross join unnest(:channels) as c (channel) cross join lateral (
                select * from delivery
                where delivery.state = s.state and delivery.channel = c.channel and delivery.""" + HAS_ENDED.strip() + """

                    and (updated_at, notification_id) < (:place, :place_id)
                order by updated_at desc, notification_id desc limit :limit) d
            cross join lateral (select * from notification where notification.id = d.notification_id offset 0) n
            order by d.updated_at desc, d.notification_id desc, d.channel limit :limit""");

    static final Sql WAITING = Sql.of("select " + OF_NOTICE + """
            , d.due_at as at
            from unnest(:channels) as c (channel) cross join lateral (
                select * from delivery
                where delivery.state = 'pending' and delivery.channel = c.channel
                    and (due_at, notification_id) > (:place, :place_id)
                order by due_at, notification_id limit :limit) d
            cross join lateral (select * from notification where notification.id = d.notification_id offset 0) n
            order by d.due_at, d.notification_id, d.channel limit :limit""");

    private static final Sql OF_USERS = Sql.of("select " + OF_NOTICE + """
            , n.created_at as at
            from notification n left join delivery d on d.notification_id = n.id
            where n.user_id = any(:users) and (n.created_at, n.id) < (:place, :place_id)
                and (cast(:channel as text) is null or d.channel = :channel)
                and (cast(:state as text) is null or d.state = :state)
            order by n.created_at desc, n.id desc, d.channel limit :limit""");

    /** Of each day, channel and state so many are counted at most: the figures cost the same however many messages there are. */
    static final Sql DAYS = Sql.of("""
            select to_char(d.day, 'YYYY-MM-DD') as day, c.channel,
                cast(sum(n.number) filter (where s.state = 'sent') as bigint) as sent,
                cast(sum(n.number) filter (where s.state = 'failed') as bigint) as failed,
                cast(sum(n.number) filter (where s.state = 'dropped') as bigint) as dropped
            from generate_series(
                    date_trunc('day', cast(:since as timestamptz) at time zone 'Asia/Kuala_Lumpur'),
                    cast(:now as timestamptz) at time zone 'Asia/Kuala_Lumpur', interval '1 day') as d (day)
                cross join unnest(:channels) as c (channel)
                cross join unnest(array['sent', 'failed', 'dropped']) as s (state)
                cross join lateral (
                    select count(*) as number from (
                        select from delivery
                        where delivery.state = s.state and delivery.channel = c.channel
                            and updated_at >= greatest(:since, d.day at time zone 'Asia/Kuala_Lumpur')
                            and updated_at < (d.day + interval '1 day') at time zone 'Asia/Kuala_Lumpur' and""" + HAS_ENDED + """

                        limit :most) as counted) as n
            group by d.day, c.channel having sum(n.number) > 0
            order by d.day desc, c.channel /* bounded: one for each day and channel */""");

    private static final Sql COUNT_WAITING = Sql.of("""
            select c.channel, w.due, w.deferred from unnest(:channels) as c (channel) cross join lateral (
                select count(*) filter (where due_at <= :now) as due, count(*) filter (where due_at > :now) as deferred
                from (select due_at from delivery where state = 'pending' and delivery.channel = c.channel limit :most) counted) w
            /* bounded: one for each channel */""");

    private final Database database;

    public MessageLists(Database database) {
        this.database = database;
    }

    /** A message by one channel; without one it is in the inbox alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID id,
            UUID userId,
            UUID bookingId,
            String template,
            String title,
            @WithFraction Instant createdAt,
            @WithFraction Instant at,
            @Nullable String channel,
            @Nullable String state,
            int attempts,
            @Nullable String lastProblem) {
        /** Where it stands in its list; so do all channels of one message that ended at the same moment. */
        public Cursor place() {
            return new Cursor(at, id);
        }

        private static Line read(Row row) {
            Integer attempts = row.numberOrNull("attempts");
            return new Line(
                    row.uuid("id"),
                    row.uuid("user_id"),
                    row.uuid("booking_id"),
                    row.text("template"),
                    row.text("title"),
                    row.time("created_at"),
                    row.time("at"),
                    row.textOrNull("channel"),
                    row.textOrNull("state"),
                    attempts == null ? 0 : attempts,
                    row.textOrNull("last_problem"));
        }
    }

    /** Deliveries by a channel that ended on a day of Malaysia. */
    public record Day(String day, String channel, long sent, long failed, long dropped) {}

    /** Deliveries by a channel that wait: those to be sent now and those to be sent later. */
    public record Waiting(String channel, long due, long deferred) {}

    /** Those that ended, the latest first. */
    public List<Line> ended(Collection<DeliveryState> states, Collection<Channel> channels, Cursor place, int limit) {
        return database.list(
                ENDED,
                values -> values.texts("states", states, DeliveryState::word)
                        .texts("channels", channels, Channel::word)
                        .time("place", place.at())
                        .uuid("place_id", place.id())
                        .number("limit", limit),
                Line::read);
    }

    /** Those that wait, the next one to be sent first. */
    public List<Line> waiting(Collection<Channel> channels, Cursor place, int limit) {
        return database.list(
                WAITING,
                values -> values.texts("channels", channels, Channel::word)
                        .time("place", place.at())
                        .uuid("place_id", place.id())
                        .number("limit", limit),
                Line::read);
    }

    /** Messages of these recipients, the newest first. */
    public List<Line> ofUsers(
            Collection<UUID> users, @Nullable Channel channel, @Nullable DeliveryState state, Cursor place, int limit) {
        return database.list(
                OF_USERS,
                values -> values.uuids("users", users, id -> id)
                        .text("channel", channel == null ? null : channel.word())
                        .text("state", state == null ? null : state.word())
                        .time("place", place.at())
                        .uuid("place_id", place.id())
                        .number("limit", limit),
                Line::read);
    }

    /** Those that have ended since then, by day. */
    public List<Day> days(Collection<Channel> channels, Instant since, Instant now) {
        return database.list(
                DAYS,
                values -> values.texts("channels", channels, Channel::word)
                        .time("since", since)
                        .time("now", now)
                        .number("most", MOST_COUNTED),
                row -> new Day(
                        row.text("day"),
                        row.text("channel"),
                        row.bigNumber("sent"),
                        row.bigNumber("failed"),
                        row.bigNumber("dropped")));
    }

    /** Those that wait. */
    public List<Waiting> countWaiting(Collection<Channel> channels, Instant now) {
        return database.list(
                COUNT_WAITING,
                values -> values.texts("channels", channels, Channel::word)
                        .time("now", now)
                        .number("most", MOST_COUNTED),
                row -> new Waiting(row.text("channel"), row.bigNumber("due"), row.bigNumber("deferred")));
    }
}
