package my.kilat.notification.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Message;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;

/** The messages passed to simulated providers. Like a real one, the table recognises a message that is sent again. */
public final class OutgoingMessages {
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Sql ADD = Sql.of("""
            insert into outgoing_message (notification_id, channel, address, title, body, sent_at)
            select notification, :channel, address, title, body, :now
            from unnest(:notifications, :addresses, :titles, :bodies) as t(notification, address, title, body)
            on conflict (notification_id, channel, md5(address)) do nothing""");

    private OutgoingMessages() {}

    /** Adds messages of a channel. */
    public static void add(Database database, Channel channel, List<Message> messages, Instant now) {
        database.run(tx -> tx.update(
                ADD,
                arguments -> arguments
                        .text("channel", channel.word())
                        .uuids("notifications", messages, Message::notificationId)
                        .texts("addresses", messages, Message::address)
                        .texts("titles", messages, Message::title)
                        .texts("bodies", messages, Message::text)
                        .time("now", now)));
    }

    /** Deletes messages of the week before last. */
    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "outgoing_message", "sent_at", now.minus(KEPT));
    }
}
