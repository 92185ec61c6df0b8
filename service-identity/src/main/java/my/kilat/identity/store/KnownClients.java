package my.kilat.identity.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The network addresses from which accounts were used: failures elsewhere do not lock them. */
public final class KnownClients {
    /** Addresses kept per account; the ones not seen for longest are deleted. */
    private static final int MOST = 20;

    private static final Duration KEPT = Duration.ofDays(90);

    private static final Sql REMEMBER = Sql.of("""
            insert into known_client (account_id, client_hash, seen, seen_at)
            values (:account, :key, nextval('known_client_seen'), :now)
            on conflict (account_id, client_hash) do update set seen = excluded.seen, seen_at = excluded.seen_at
            where known_client.seen_at < excluded.seen_at - interval '1 day'""");

    private static final Sql MAKE_ROOM = Sql.of("""
            delete from known_client where account_id = :account and seen <= (
                select seen from known_client where account_id = :account
                order by seen desc offset :most limit 1)""");

    private KnownClients() {}

    /** Records that an account was used from an address; changes a row at most once a day. */
    public static void remember(Tx tx, UUID account, byte[] key, Instant now) {
        int changed = tx.update(
                REMEMBER,
                arguments ->
                        arguments.uuid("account", account).bytes("key", key).time("now", now));
        if (changed > 0) {
            tx.update(MAKE_ROOM, arguments -> arguments.uuid("account", account).number("most", MOST));
        }
    }

    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "known_client", "seen_at", now.minus(KEPT));
    }
}
