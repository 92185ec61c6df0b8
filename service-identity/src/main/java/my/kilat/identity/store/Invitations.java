package my.kilat.identity.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.identity.domain.Invitation;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The table of invitations. */
public final class Invitations {
    private static final String COLUMNS = "id, email, full_name, role, invited_by, created_at, expires_at";

    private static final Sql PUT = Sql.of("""
            insert into invitation (id, email, full_name, role, token_hash, invited_by, created_at, expires_at)
            values (:id, :email, :name, :role, :hash, :by, :now, :expires)
            on conflict (email) do update set
                id = excluded.id, full_name = excluded.full_name, role = excluded.role, token_hash = excluded.token_hash,
                invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at""");

    private static final Sql OPEN = Sql.of(
            "select " + COLUMNS + " from invitation where expires_at > :now order by created_at desc, id limit 500");

    /** Whoever has invited must be an administrator still, or could come back through an invitation of their own. */
    private static final String CAN_BE_TAKEN = """
             from invitation where token_hash = :hash and expires_at > :now and exists (
                select from account a where a.id = invitation.invited_by and a.role = 'admin' and a.banned_at is null)""";

    private static final Sql CAN_BE_ACCEPTED = Sql.of("select exists (select " + CAN_BE_TAKEN + ") as found");
    private static final Sql TAKE = Sql.of("delete " + CAN_BE_TAKEN + " returning " + COLUMNS);
    private static final Sql REMOVE_OF =
            Sql.of("delete from invitation where invited_by = :by /* bounded: of one person */");

    private static final Sql REMOVE = Sql.of("delete from invitation where id = :id returning " + COLUMNS);

    private Invitations() {}

    /** Stores an invitation, in place of another one for the same address. */
    public static void put(Tx tx, Invitation invitation, byte[] tokenHash) {
        tx.update(
                PUT,
                values -> values.uuid("id", invitation.id())
                        .text("email", invitation.email())
                        .text("name", invitation.fullName())
                        .text("role", invitation.role().word())
                        .bytes("hash", tokenHash)
                        .uuid("by", invitation.invitedBy())
                        .time("now", invitation.createdAt())
                        .time("expires", invitation.expiresAt()));
    }

    /** Those that can be accepted, the latest first. */
    public static List<Invitation> open(Queries queries, Instant now) {
        return queries.list(OPEN, values -> values.time("now", now), Invitations::read);
    }

    /** Whether this token accepts one. */
    public static boolean canBeAccepted(Queries queries, byte[] tokenHash, Instant now) {
        return queries.first(
                        CAN_BE_ACCEPTED,
                        values -> values.bytes("hash", tokenHash).time("now", now),
                        row -> row.flag("found"))
                .orElseThrow();
    }

    /** Uses an invitation up; of several at once one gets it. */
    public static Optional<Invitation> take(Tx tx, byte[] tokenHash, Instant now) {
        return tx.first(TAKE, values -> values.bytes("hash", tokenHash).time("now", now), Invitations::read);
    }

    /** Removes an invitation, whatever its age; empty if there is none. */
    public static Optional<Invitation> remove(Tx tx, UUID id) {
        return tx.first(REMOVE, values -> values.uuid("id", id), Invitations::read);
    }

    /** Removes all invitations of an administrator. */
    public static void removeOf(Tx tx, UUID admin) {
        tx.update(REMOVE_OF, values -> values.uuid("by", admin));
    }

    /** Deletes those that have expired. */
    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "invitation", "expires_at", now);
    }

    private static Invitation read(Row row) {
        return new Invitation(
                row.uuid("id"),
                row.text("email"),
                row.text("full_name"),
                Role.of(row.text("role")),
                row.uuid("invited_by"),
                row.time("created_at"),
                row.time("expires_at"));
    }
}
