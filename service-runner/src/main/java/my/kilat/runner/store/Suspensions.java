package my.kilat.runner.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/** The table {@code suspension}. It is changed by whoever has locked the duty of the runner. */
public final class Suspensions {
    private static final int MOST = 50;

    private static final Sql IN_FORCE =
            Sql.of("select true as found from suspension where user_id = :user and lifted_at is null limit 1");

    private static final Sql BEGIN = Sql.of("""
            insert into suspension (id, user_id, suspended_at, suspended_by, reason)
            values (:id, :user, :now, :by, :reason)""");

    private static final Sql LIFT = Sql.of("""
            update suspension set lifted_at = :now, lifted_by = :by, lift_reason = :reason
            where user_id = :user and lifted_at is null""");

    private static final Sql HISTORY = Sql.of("""
            select suspended_at, suspended_by, reason, lifted_at, lifted_by, lift_reason
            from suspension where user_id = :user order by suspended_at desc limit :most""");

    private Suspensions() {}

    /**
     * A suspension.
     *
     * @param suspendedBy the administrator
     * @param liftedAt null while it is in force
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            @WithFraction Instant suspendedAt,
            UUID suspendedBy,
            String reason,
            @Nullable @WithFraction Instant liftedAt,
            @Nullable UUID liftedBy,
            @Nullable String liftReason) {}

    /** Whether a runner is suspended. */
    public static boolean isInForce(Queries queries, UUID user) {
        return queries.first(IN_FORCE, values -> values.uuid("user", user), row -> row.flag("found"))
                .isPresent();
    }

    /** Begins one for a runner who is not suspended. */
    public static void begin(Tx tx, UUID user, UUID by, String reason, Instant now) {
        tx.update(
                BEGIN,
                values -> values.uuid("id", Ids.next())
                        .uuid("user", user)
                        .time("now", now)
                        .uuid("by", by)
                        .text("reason", reason));
    }

    /** Lifts the one that is in force. */
    public static void lift(Tx tx, UUID user, UUID by, String reason, Instant now) {
        tx.update(
                LIFT,
                values -> values.uuid("user", user)
                        .time("now", now)
                        .uuid("by", by)
                        .text("reason", reason));
    }

    /** Those of a runner, the latest 50. */
    public static List<Line> of(Queries queries, UUID user) {
        return queries.list(
                HISTORY,
                values -> values.uuid("user", user).number("most", MOST),
                row -> new Line(
                        row.time("suspended_at"),
                        row.uuid("suspended_by"),
                        row.text("reason"),
                        row.timeOrNull("lifted_at"),
                        row.uuidOrNull("lifted_by"),
                        row.textOrNull("lift_reason")));
    }
}
