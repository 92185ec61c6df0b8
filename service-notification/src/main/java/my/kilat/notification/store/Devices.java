package my.kilat.notification.store;

import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.text.Sha256;

/** The devices that get push messages: a few for each user, and each for one user only. */
public final class Devices {
    /** Devices kept per user; the ones registered longest ago are deleted. */
    private static final int MOST = 10;

    private static final Sql REGISTER = Sql.of("""
            insert into device (token_hash, token, user_id, generation)
            values (:hash, :token, :user, :generation)
            on conflict (token_hash) do update set
                user_id = excluded.user_id, generation = excluded.generation, seen = excluded.seen""");

    private static final Sql MAKE_ROOM = Sql.of("""
            delete from device where user_id = :user and seen <= (
                select seen from device where user_id = :user order by seen desc offset :most limit 1)""");

    private static final Sql FORGET_ENDED = Sql.of("""
            delete /* bounded: ten devices of each user */ from device d using recipient r
            where r.user_id = any(:users) and d.user_id = r.user_id and d.generation < r.session_generation""");

    private static final Sql FORGET = Sql.of("delete from device where id = any(:ids)");

    private final Database database;

    public Devices(Database database) {
        this.database = database;
    }

    /**
     * Assigns a device to a user, and removes it from any other.
     *
     * @param generation of the sessions in which the user registers it
     */
    public static void register(Tx tx, UUID user, String token, long generation) {
        tx.update(
                REGISTER,
                arguments -> arguments
                        .bytes("hash", Sha256.of(token))
                        .text("token", token)
                        .uuid("user", user)
                        .number("generation", generation));
        tx.update(MAKE_ROOM, arguments -> arguments.uuid("user", user).number("most", MOST));
    }

    /** Deletes devices of these users' ended sessions. */
    public static void forgetEnded(Tx tx, List<UUID> users) {
        tx.update(FORGET_ENDED, arguments -> arguments.uuids("users", users, id -> id));
    }

    /** Deletes devices that are no longer registered. */
    public void forget(List<Long> ids) {
        if (!ids.isEmpty()) {
            database.run(tx -> tx.update(FORGET, arguments -> arguments.numbers("ids", ids, id -> id)));
        }
    }
}
