package my.kilat.notification.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.DeliveryQueue;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;

/** The queue of the deliveries of notifications by one channel. */
public final class Deliveries implements DeliveryQueue {
    private static final Sql ADD = Sql.of("""
            insert into delivery (notification_id, channel, state, due_at, last_problem, updated_at)
            select notification, channel, state, cast(due as timestamptz),
                case state when 'dropped' then 'out of date' end, :now
            from unnest(:notifications, :channels, :states, :dues) as t(notification, channel, state, due)
            on conflict (notification_id, channel) do nothing""");

    private static final Sql RECONSIDER = Sql.of("""
            with moved as (
                update delivery d set due_at = :now
                from notification n
                where n.id = d.notification_id and n.user_id = :user
                  and d.state = 'pending' and d.attempts = 0 and d.due_at > :now
                returning d.channel)
            select distinct channel from moved /* bounded: one for each channel */""");

    private static final Sql CLAIM = Sql.of("""
            with due as (
                select notification_id, channel from delivery
                where state = 'pending' and channel = :channel and due_at <= :now
                order by due_at limit :most
                for update skip locked)
            update delivery d set attempts = d.attempts + 1, due_at = :leaseEnd, updated_at = :now
            from due
            join notification n on n.id = due.notification_id
            join recipient r on r.user_id = n.user_id""" + " " + RecipientRow.DEVICES + """

            where d.notification_id = due.notification_id and d.channel = due.channel
            returning d.notification_id, d.attempts, d.reached, n.template, n.metadata,
                greatest(n.created_at, d.resent_at) as notified_at, n.useful_until,""" + " " + RecipientRow.COLUMNS);

    private static final Sql GIVE_UP = Sql.of("""
            with late as (
                select d.notification_id, d.channel,
                    case when n.useful_until <= :next then 'dropped' else 'failed' end as state
                from delivery d
                join notification n on n.id = d.notification_id
                where d.state = 'pending' and d.channel = :channel and d.due_at <= :now
                  and (greatest(n.created_at, d.resent_at) < :before or n.useful_until <= :next)
                order by d.due_at limit 1000
                for update of d skip locked),
            ended as (
                update delivery d set state = late.state, last_problem = :problem, updated_at = :now
                from late where d.notification_id = late.notification_id and d.channel = late.channel
                returning d.state)
            select count(*) filter (where state = 'dropped') as dropped,
                count(*) filter (where state = 'failed') as failed
            from ended""");

    private static final Sql NOTE = Sql.of("""
            update delivery d set
                state = t.state, attempts = t.attempts, due_at = cast(t.due as timestamptz),
                last_problem = t.problem, reached = cast(t.reached as bigint[]), updated_at = :now
            from unnest(:notifications, :states, :attempts, :dues, :problems, :reached)
                as t(notification, state, attempts, due, problem, reached)
            where d.notification_id = t.notification and d.channel = :channel and d.state = 'pending'""");

    private final Database database;
    private final Channel channel;
    private final Duration patience;

    /**
     * @param patience the age at which a notification is given up whose provider was never reachable
     */
    public Deliveries(Database database, Channel channel, Duration patience) {
        this.database = database;
        this.channel = channel;
        this.patience = patience;
    }

    /**
     * A delivery to add.
     *
     * @param due before then it must not be tried
     * @param isOutOfDate whether it is of no use by then, and is only noted down as dropped
     */
    public record New(UUID notificationId, Channel channel, Instant due, boolean isOutOfDate) {
        private String state() {
            return (isOutOfDate ? DeliveryResult.Fate.EXPIRED : DeliveryResult.Fate.DEFERRED).state();
        }
    }

    /** Adds deliveries to the queues. */
    public static void add(Tx tx, List<New> deliveries, Instant now) {
        tx.update(
                ADD,
                arguments -> arguments
                        .uuids("notifications", deliveries, New::notificationId)
                        .texts(
                                "channels",
                                deliveries,
                                delivery -> delivery.channel().word())
                        .texts("states", deliveries, New::state)
                        .times("dues", deliveries, New::due)
                        .time("now", now));
    }

    /**
     * Makes deliveries due at once that wait for the end of a user's quiet hours; the next attempt checks the new ones.
     *
     * @return the channels they go by
     */
    public static Set<Channel> reconsider(Tx tx, UUID user, Instant now) {
        return Set.copyOf(tx.list(
                RECONSIDER,
                arguments -> arguments.uuid("user", user).time("now", now),
                row -> Channel.of(row.text("channel"))));
    }

    /** Claims due deliveries, longest due first. */
    @Override
    public List<ClaimedDelivery> claim(int most, Instant now, Duration lease) {
        return database.autocommit(
                CLAIM,
                arguments -> arguments
                        .text("channel", channel.word())
                        .number("most", most)
                        .time("now", now)
                        .time("leaseEnd", now.plus(lease)),
                Deliveries::claimed);
    }

    @SuppressWarnings("unchecked") // metadata is an object with texts
    private static ClaimedDelivery claimed(Row row) {
        return new ClaimedDelivery(
                row.uuid("notification_id"),
                Template.named(row.text("template")).orElse(null),
                Variables.of((Map<String, ?>) Json.read(row.text("metadata"), Map.class)),
                row.number("attempts"),
                RecipientRow.recipient(row),
                row.bigNumbers("reached"),
                row.time("notified_at"),
                row.timeOrNull("useful_until"));
    }

    @Override
    public Map<DeliveryResult.Fate, Integer> giveUp(Instant now, Instant next, String problem) {
        return database.transact(tx -> tx.first(
                        GIVE_UP,
                        arguments -> arguments
                                .text("channel", channel.word())
                                .time("before", now.minus(patience))
                                .time("next", next)
                                .text("problem", problem)
                                .time("now", now),
                        row -> Map.of(
                                DeliveryResult.Fate.EXPIRED, (int) row.bigNumber("dropped"),
                                DeliveryResult.Fate.FAILED, (int) row.bigNumber("failed")))
                .orElseThrow());
    }

    @Override
    public void note(List<DeliveryResult> results, Instant now) {
        database.run(tx -> tx.update(
                NOTE,
                arguments -> ResultArguments.bind(arguments, results)
                        .text("channel", channel.word())
                        .uuids("notifications", results, DeliveryResult::notificationId)
                        .time("now", now)));
    }
}
