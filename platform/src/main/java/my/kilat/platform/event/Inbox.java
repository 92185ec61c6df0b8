package my.kilat.platform.event;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The events whose effect a group has committed. */
final class Inbox {
    /** Longer than any topic keeps its records, so that what is forgotten here cannot come again. */
    static final Duration KEPT = Duration.ofDays(15);

    private static final String RECEIVE = """
            insert into inbox (event_id, consumer_group)
            select id, ? from unnest(?) as id
            on conflict do nothing returning event_id""";

    private static final String KNOWN = "select event_id from inbox where consumer_group = ? and event_id = any(?)";

    private final ConsumerGroup<?> group;

    Inbox(ConsumerGroup<?> group) {
        this.group = group;
    }

    /** Records events as received, and returns those of them that had not been received before. */
    Set<UUID> receive(Tx tx, Collection<UUID> ids) {
        return new HashSet<>(PlainSql.list(
                tx.sql(),
                RECEIVE,
                parameters -> parameters.text(group.id()).uuids(ids, id -> id),
                row -> row.getObject(1, UUID.class)));
    }

    /** Those of the events that have been received before. */
    Set<UUID> known(Database database, Collection<UUID> ids) {
        return new HashSet<>(database.read(handle -> PlainSql.list(
                handle,
                KNOWN,
                parameters -> parameters.text(group.id()).uuids(ids, id -> id),
                row -> row.getObject(1, UUID.class))));
    }

    /** Forgets what can no longer come again. */
    static void forgetOld(Database database) {
        Sweep.deleteOlderThan(database, "inbox", "received_at", KEPT);
    }
}
