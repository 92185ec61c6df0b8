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

/** The inbox table: the ids of the events that a consumer group has applied. An event whose id is here has no effect again. */
final class Inbox {
    /** Longer than any topic retains its records, so that no event comes again after its id has been deleted. */
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

    /** Inserts ids, and returns those that were not in the inbox. */
    Set<UUID> receive(Tx tx, Collection<UUID> ids) {
        return new HashSet<>(PlainSql.list(
                tx.sql(),
                RECEIVE,
                parameters -> parameters.text(group.id()).uuids(ids, id -> id),
                row -> row.getObject(1, UUID.class)));
    }

    /** Which of the ids are in the inbox. */
    Set<UUID> known(Database database, Collection<UUID> ids) {
        return new HashSet<>(database.read(handle -> PlainSql.list(
                handle,
                KNOWN,
                parameters -> parameters.text(group.id()).uuids(ids, id -> id),
                row -> row.getObject(1, UUID.class))));
    }

    /** Deletes ids of events that can no longer come again. */
    static void forgetOld(Database database) {
        Sweep.deleteOlderThan(database, "inbox", "received_at", KEPT);
    }
}
