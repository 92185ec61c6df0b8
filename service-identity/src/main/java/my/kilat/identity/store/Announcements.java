package my.kilat.identity.store;

import java.time.Instant;
import java.util.List;
import my.kilat.identity.domain.Account;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The announced version of each account and the time of its announcement: columns of {@code account}. */
public final class Announcements {
    private static final Sql ARE_CHANGED =
            Sql.of("select exists (select from account where announced_version < version) as are");

    private static final Sql CHANGED = Sql.of("""
            with changed as (
                select id from account where announced_version < version
                order by id limit :most for update skip locked)
            update account a set announced_version = a.version, announced_at = :now
            from changed where a.id = changed.id returning""" + " " + Accounts.COLUMNS);

    private static final Sql AGAIN = Sql.of("""
            update account set announced_version = 0
            where id in (select id from account where announced_at < :before and announced_version > 0
                order by announced_at limit :most for update skip locked)""");

    private Announcements() {}

    /** Whether there are accounts that have changed since they were announced. */
    public static boolean areChanged(Queries queries) {
        return queries.first(ARE_CHANGED, _ -> {}, row -> row.flag("are")).orElseThrow();
    }

    /** Claims up to this many accounts that have changed since they were announced, and marks them as announced. */
    public static List<Account> takeChanged(Tx tx, int most, Instant now) {
        return tx.list(CHANGED, arguments -> arguments.number("most", most).time("now", now), Accounts::read);
    }

    /** Marks up to this many accounts that were last announced before then as changed; returns their number. */
    public static int repeat(Tx tx, Instant announcedBefore, int most) {
        return tx.update(
                AGAIN, arguments -> arguments.time("before", announcedBefore).number("most", most));
    }
}
