package my.kilat.platform.event;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The inbox table: the ids of the events that a consumer group has applied. An event whose id is here has no effect again. */
final class Inbox {
    /** Longer than any topic retains its records, so that no event comes again after its id has been deleted. */
    static final Duration KEPT = Duration.ofDays(15);

    /**
     * Also has the rest of the transaction use the plans that the session has made for any values. What handlers do is found by
     * keys that they pass in arrays, and for an array shorter than the ten elements that it expects the planner would prefer a
     * plan for the values at hand, which it makes anew each time.
     */
    private static final Sql RECEIVE = Sql.of("""
            insert into inbox (event_id, consumer_group)
            select id, :group
            from unnest(:ids) as id, (select set_config('plan_cache_mode', 'force_generic_plan', true)) as planned_once
            on conflict do nothing returning event_id""");

    private static final Sql KNOWN =
            Sql.of("select event_id from inbox where consumer_group = :group and event_id = any(:ids)");

    private final ConsumerGroup<?> group;

    Inbox(ConsumerGroup<?> group) {
        this.group = group;
    }

    /** Inserts ids, and returns those that were not in the inbox. */
    Set<UUID> receive(Tx tx, Collection<UUID> ids) {
        return new HashSet<>(tx.list(RECEIVE, arguments -> bind(arguments, ids), row -> row.uuid("event_id")));
    }

    /** Which of the ids are in the inbox. */
    Set<UUID> known(Database database, Collection<UUID> ids) {
        return new HashSet<>(database.list(KNOWN, arguments -> bind(arguments, ids), row -> row.uuid("event_id")));
    }

    private void bind(Arguments arguments, Collection<UUID> ids) {
        arguments.text("group", group.id()).uuids("ids", ids, id -> id);
    }

    /** Deletes ids of events that can no longer come again. */
    static void forgetOld(Database database) {
        Sweep.deleteOlderThan(database, "inbox", "received_at", KEPT);
    }
}
