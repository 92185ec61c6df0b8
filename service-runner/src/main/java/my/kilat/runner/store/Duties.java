package my.kilat.runner.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.runner.domain.Duty;

/** The table {@code runner_duty}: the sessions of runners and the rides that they are on. */
public final class Duties {
    private static final Sql FIND = Sql.of("select " + DutyRow.COLUMNS + " from runner_duty d where d.user_id = :user");

    private static final Sql LOCK =
            Sql.of("select " + DutyRow.COLUMNS + " from runner_duty d where d.user_id = :user for update");

    /**
     * Who is silent is told by the database's clock alone: each instance hears only some of the positions. Rows that somebody
     * is changing right now are not silent, or are being ended by another instance.
     */
    private static final Sql LOCK_SILENT = Sql.of("select " + DutyRow.COLUMNS + """
             from runner_duty d join runner_place p using (user_id)
            where p.visible and p.heard_at < now() - make_interval(secs => :silence)
              and d.status = 'active' and d.rides = '{}' and d.user_id <> all(:without)
            order by d.user_id limit :most
            for update of d, p skip locked""");

    private static final Sql SET_ONLINE = Sql.of("""
            with turned as (
                update runner_duty set status = :status, version = version + 1,
                                       changed_by = pg_current_xact_id()
                where user_id = any(:users))
            update runner_place set visible = :visible where user_id = any(:users)""");

    /** Transactions that were running at the snapshot may have committed since, and those that began after it. */
    private static final Sql CHANGED = Sql.of("select " + DutyRow.COLUMNS + """
             from runner_duty d
            where d.changed_by >= cast(:next as xid8) or d.changed_by = any(cast(:running as xid8[]))
            limit :most""");

    private static final Sql SNAPSHOT = Sql.of("""
            select cast(pg_snapshot_xmax(s) as text) as next,
                   array(select cast(x as text) from pg_snapshot_xip(s) as x) as running
            from pg_current_snapshot() as s /* bounded: one row */""");

    private Duties() {}

    /**
     * A snapshot of the database's transactions.
     *
     * @param next the first transaction that had not begun
     * @param running those that had begun and not ended
     */
    public record Snapshot(String next, List<String> running) {}

    /** The duty of a runner; nothing for somebody who has no profile and no ride. */
    public static Optional<Duty> find(Queries queries, UUID user) {
        return queries.first(FIND, values -> values.uuid("user", user), DutyRow::of);
    }

    /** The same, locked until the end of the transaction. */
    public static Optional<Duty> lock(Tx tx, UUID user) {
        return tx.first(LOCK, values -> values.uuid("user", user), DutyRow::of);
    }

    /**
     * Locks up to so many duties of runners who are online, on no ride, and have sent no position for that long.
     *
     * @param without runners who are passed over
     */
    public static List<Duty> lockSilent(Tx tx, Duration silence, Set<UUID> without, int most) {
        return tx.list(
                LOCK_SILENT,
                values -> values.real("silence", silence.toMillis() / 1000.0)
                        .uuids("without", without, id -> id)
                        .number("most", most),
                DutyRow::of);
    }

    /** Puts runners, whose duties are locked, online or offline, and so into the nearby search or out of it. */
    public static void setOnline(Tx tx, Collection<UUID> users, boolean online) {
        tx.update(
                SET_ONLINE,
                values -> values.text("status", online ? "active" : "inactive")
                        .flag("visible", online)
                        .uuids("users", users, user -> user));
    }

    /** What the database has done by now. */
    public static Snapshot snapshot(Queries queries) {
        return queries.first(SNAPSHOT, _ -> {}, row -> new Snapshot(row.text("next"), row.texts("running")))
                .orElseThrow();
    }

    /** Up to so many duties that were changed after a snapshot, some perhaps before it. */
    public static List<Duty> changedSince(Queries queries, Snapshot snapshot, int most) {
        return queries.list(
                CHANGED,
                values -> values.text("next", snapshot.next)
                        .texts("running", snapshot.running, transaction -> transaction)
                        .number("most", most),
                DutyRow::of);
    }
}
