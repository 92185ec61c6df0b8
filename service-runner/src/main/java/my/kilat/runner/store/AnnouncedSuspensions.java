package my.kilat.runner.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code announced_suspension}. It is changed by whoever has locked the duty of the runner. */
public final class AnnouncedSuspensions {
    /**
     * The time is in the revision so that a database which was restored from an older copy does not give out a revision again that
     * the other services have seen; each announcement has one of its own, or they would go on ignoring what that copy says.
     */
    private static final Sql TAKE = Sql.of("""
            insert into announced_suspension as a (user_id, revision, suspended, changed_at, announced_at)
            values (:user, cast(extract(epoch from cast(:now as timestamptz)) * 1000 as bigint),
                exists (select from suspension s where s.user_id = :user and s.lifted_at is null), :now, :now)
            on conflict (user_id) do update
                set revision = greatest(a.revision + 1, excluded.revision),
                    changed_at = case when a.suspended = excluded.suspended then a.changed_at else excluded.changed_at end,
                    suspended = excluded.suspended, announced_at = excluded.announced_at
            returning /* bounded: one row */ revision, suspended, changed_at""");

    /**
     * Those in force and not announced, those announced and not in force, and those announced long ago. Runners whose duty somebody
     * is changing right now are left to the next look. An array, so that duties are found by their key however many there are.
     */
    private static final Sql LOCK_DUE = Sql.of("""
            select user_id from runner_duty
            where user_id = any(array(
                (select s.user_id from suspension s
                 where s.lifted_at is null and s.user_id <> all(:without)
                   and not exists (select from announced_suspension a where a.user_id = s.user_id and a.suspended)
                 limit :most)
                union
                (select a.user_id from announced_suspension a
                 where a.suspended and a.user_id <> all(:without)
                   and not exists (select from suspension s where s.user_id = a.user_id and s.lifted_at is null)
                 limit :most)
                union
                (select user_id from announced_suspension
                 where announced_at < :again and user_id <> all(:without)
                 order by announced_at limit :most)))
            order by user_id limit :most
            for update skip locked""");

    private AnnouncedSuspensions() {}

    /** Writes down that a runner is announced as they stand now, and returns that. */
    public static SuspensionChanged take(Tx tx, UUID user, Instant now) {
        return tx.first(
                        TAKE,
                        values -> values.uuid("user", user).time("now", now),
                        row -> new SuspensionChanged(
                                user, row.bigNumber("revision"), row.flag("suspended"), row.time("changed_at")))
                .orElseThrow();
    }

    /**
     * Locks the duties of up to so many runners who stand otherwise than they were announced, or were announced before that moment.
     *
     * @param without runners who are passed over
     */
    public static List<UUID> lockDue(Tx tx, Instant again, Set<UUID> without, int most) {
        return tx.list(
                LOCK_DUE,
                values -> values.time("again", again)
                        .uuids("without", without, id -> id)
                        .number("most", most),
                row -> row.uuid("user_id"));
    }
}
