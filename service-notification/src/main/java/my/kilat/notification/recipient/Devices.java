package my.kilat.notification.recipient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;

/** The devices that get push messages: a few for each user, and each for one user only. */
public final class Devices {
    /** So many of a user; the ones registered the longest ago make room. */
    private static final int MOST = 10;

    private final Database database;

    public Devices(Database database) {
        this.database = database;
    }

    /**
     * Gives a user a device; whoever had it before has it no longer.
     *
     * @param generation of the sessions that the user registers it in
     */
    static void register(Tx tx, UUID user, String token, long generation) {
        tx.sql()
                .createUpdate("""
                        insert into device (token_hash, token, user_id, generation)
                        values (:hash, :token, :user, :generation)
                        on conflict (token_hash) do update set
                            user_id = excluded.user_id, generation = excluded.generation, seen = excluded.seen""")
                .bind("hash", hashOf(token))
                .bind("token", token)
                .bind("user", user)
                .bind("generation", generation)
                .execute();
        tx.sql().createUpdate("""
                        delete from device where user_id = :user and seen <= (
                            select seen from device where user_id = :user order by seen desc offset :most limit 1)""").bind("user", user).bind("most", MOST).execute();
    }

    /** Forgets devices that belong to sessions of these users which have ended. */
    static void forgetEnded(Tx tx, List<UUID> users) {
        tx.sql()
                .createUpdate(
                        "delete /* bounded: ten devices of each user */ from device d using recipient r where r.user_id = any(:users)"
                                + " and d.user_id = r.user_id and d.generation < r.session_generation")
                .bindArray("users", UUID.class, users)
                .execute();
    }

    /** Forgets devices that exist no longer. */
    public void forget(List<Long> ids) {
        if (!ids.isEmpty()) {
            database.run(tx -> tx.sql()
                    .createUpdate("delete from device where id = any(:ids)")
                    .bindArray("ids", Long.class, ids)
                    .execute());
        }
    }

    private static byte[] hashOf(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
