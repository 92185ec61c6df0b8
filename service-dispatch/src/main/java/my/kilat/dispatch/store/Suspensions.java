package my.kilat.dispatch.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code suspension}: a copy of who may take no rides. */
public final class Suspensions {
    private static final Sql PUT = Sql.of("""
            insert into suspension as s (runner_id, revision, suspended) values (:runner, :revision, :suspended)
            on conflict (runner_id) do update set revision = excluded.revision, suspended = excluded.suspended
                where s.revision < excluded.revision""");

    private static final Sql SUSPENDED =
            Sql.of("select runner_id from suspension where runner_id = any(:runners) and suspended");

    private Suspensions() {}

    /** Stores how runners stand who are reserved; what is not newer than what is stored changes nothing. */
    public static void put(Tx tx, List<SuspensionChanged> news) {
        tx.updateEach(
                PUT,
                news,
                (values, each) -> values.uuid("runner", each.runnerId())
                        .number("revision", each.revision())
                        .flag("suspended", each.suspended()));
    }

    /** Those of these runners who are suspended, as far as has been heard. */
    public static Set<UUID> among(Queries queries, Collection<UUID> runners) {
        if (runners.isEmpty()) {
            return Set.of();
        }
        return queries
                .list(SUSPENDED, values -> values.uuids("runners", runners, id -> id), row -> row.uuid("runner_id"))
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
