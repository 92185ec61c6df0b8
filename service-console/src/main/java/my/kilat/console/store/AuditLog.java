package my.kilat.console.store;

import java.time.Instant;
import java.util.List;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.security.Caller;

/** What was done in the console, by whom and why. Entries are only ever added. */
public final class AuditLog {
    private static final Sql ADD = Sql.of("""
            insert into audit_entry (at, account_id, who, role, act, target, reason, outcome)
            values (:at, :account, :who, :role, :act, :target, :reason, :outcome) returning id""");
    private static final Sql LATEST = Sql.of("""
            select id, at, who, role, act, target, reason, outcome from audit_entry order by id desc limit 200""");

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * An act.
     *
     * @param act what is done, such as {@code cancel}
     * @param target to what, such as {@code booking 0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11}
     * @param reason why, in the words of who does it
     */
    public record Act(String act, String target, String reason) {}

    /** An entry. */
    public record Entry(
            long id, Instant at, String who, String role, String act, String target, String reason, String outcome) {}

    /** Adds an entry. */
    public void add(Instant at, Caller by, Act act, String outcome) {
        var _ = database.autocommit(
                ADD,
                values -> values.time("at", at)
                        .uuid("account", by.userId())
                        .text("who", by.email())
                        .text("role", by.role().word())
                        .text("act", act.act)
                        .text("target", act.target)
                        .text("reason", act.reason)
                        .text("outcome", outcome),
                row -> row.bigNumber("id"));
    }

    /** The latest 200, the newest first. */
    public List<Entry> latest() {
        return database.list(
                LATEST,
                _ -> {},
                row -> new Entry(
                        row.bigNumber("id"),
                        row.time("at"),
                        row.text("who"),
                        row.text("role"),
                        row.text("act"),
                        row.text("target"),
                        row.text("reason"),
                        row.text("outcome")));
    }
}
