package my.kilat.booking.store;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code suspension}: a copy of who may take no rides, which is there while the runner service is away. */
public final class Suspensions {
    private static final Sql FIND = Sql.of("select suspended from suspension where runner_id = :runner");

    private static final Sql PUT = Sql.of("""
            insert into suspension as s (runner_id, revision, suspended) values (:runner, :revision, :suspended)
            on conflict (runner_id) do update set revision = excluded.revision, suspended = excluded.suspended
                where s.revision < excluded.revision""");

    private Suspensions() {}

    /** Whether a runner is suspended, as far as has been heard. */
    public static boolean isSuspended(Queries queries, UUID runner) {
        return queries.first(FIND, values -> values.uuid("runner", runner), row -> row.flag("suspended"))
                .orElse(false);
    }

    /** Stores how runners stand, in the order of their ids; what is not newer than what is stored changes nothing. */
    public static void put(Tx tx, List<SuspensionChanged> news) {
        tx.updateEach(
                PUT,
                news.stream()
                        .sorted(Comparator.comparing(SuspensionChanged::runnerId))
                        .toList(),
                (values, each) -> values.uuid("runner", each.runnerId())
                        .number("revision", each.revision())
                        .flag("suspended", each.suspended()));
    }
}
