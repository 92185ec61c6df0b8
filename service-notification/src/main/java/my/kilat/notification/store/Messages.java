package my.kilat.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.notification.domain.StoredMessage;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Single messages as operators look at them, what simulated providers were handed, and messages that are sent again. */
public final class Messages {
    private static final Sql FIND = Sql.of("""
            select user_id, booking_id, event_type, template, metadata, useful_until from notification where id = :id""");

    private static final String OUTGOING = "select notification_id, channel, address, title, body, sent_at";

    private static final Sql HANDED =
            Sql.of(OUTGOING + " from outgoing_message where notification_id = :id order by sent_at, channel limit 100");

    /** An address is looked for among the latest ones alone. */
    private static final Sql LATEST = Sql.of(OUTGOING + """

            from (select o.* from unnest(:channels) as c (channel) cross join lateral (
                select * from outgoing_message where outgoing_message.channel = c.channel
                order by sent_at desc limit 5000) o order by o.sent_at desc limit 5000) latest
            where cast(:address as text) is null or address = :address
            order by sent_at desc, notification_id limit 100""");

    private static final Sql LOCK = Sql.of("""
            select state from delivery where notification_id = :id and channel = :channel for update""");

    private static final Sql RESEND = Sql.of("""
            update delivery set state = 'pending', attempts = 0, due_at = :due, last_problem = null, resent_at = :now,
                updated_at = :now
            where notification_id = :id and channel = :channel""");

    private Messages() {}

    /** A message that a simulated provider has taken. */
    public record Outgoing(
            UUID noticeId,
            String channel,
            String address,
            String title,
            String text,
            @WithFraction Instant sentAt) {
        private static Outgoing read(Row row) {
            return new Outgoing(
                    row.uuid("notification_id"),
                    row.text("channel"),
                    row.text("address"),
                    row.text("title"),
                    row.text("body"),
                    row.time("sent_at"));
        }
    }

    /** The message with this id. */
    @SuppressWarnings("unchecked") // metadata is an object with texts
    public static Optional<StoredMessage> find(Queries queries, UUID id) {
        return queries.first(
                FIND,
                values -> values.uuid("id", id),
                row -> new StoredMessage(
                        id,
                        row.uuid("user_id"),
                        row.uuid("booking_id"),
                        row.text("event_type"),
                        Template.named(row.text("template")).orElse(null),
                        Variables.of((Map<String, ?>) Json.read(row.text("metadata"), Map.class)),
                        row.timeOrNull("useful_until")));
    }

    /** What simulated providers were handed of a message. */
    public static List<Outgoing> handed(Database database, UUID id) {
        return database.list(HANDED, values -> values.uuid("id", id), Outgoing::read);
    }

    /** What simulated providers of these channels were handed lately, to one address or to all. */
    public static List<Outgoing> latest(Database database, Collection<Channel> channels, @Nullable String address) {
        return database.list(
                LATEST,
                values -> values.texts("channels", channels, Channel::word).text("address", address),
                Outgoing::read);
    }

    /** The state of the delivery of a message by a channel, which stays locked; empty if there is no such delivery. */
    public static Optional<DeliveryState> lockDelivery(Tx tx, UUID id, Channel channel) {
        return tx.first(
                LOCK,
                values -> values.uuid("id", id).text("channel", channel.word()),
                row -> DeliveryState.of(row.text("state")));
    }

    /** Has a message wait to be sent again, as if it had not been tried before. */
    public static void resend(Tx tx, UUID id, Channel channel, Instant due, Instant now) {
        tx.update(
                RESEND,
                values -> values.uuid("id", id)
                        .text("channel", channel.word())
                        .time("due", due)
                        .time("now", now));
    }
}
