package my.kilat.console.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.id.Ids;

/** The views that people have saved, each their own. */
public final class SavedViews {
    /** So many may somebody have. */
    public static final int MOST = 20;

    /** One after the other for each person, so that two at once cannot exceed the bound. */
    private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(hashtextextended(cast(:account as text), 0))"
            + " is null as locked /* bounded: one row */");

    private static final Sql SAVE = Sql.of("""
            insert into saved_view (id, account_id, page, name, search, created_at)
            select :id, :account, :page, :name, :search, :now
            where (select count(*) from saved_view where account_id = :account) < :most
               or exists (select from saved_view where account_id = :account and page = :page and name = :name)
            on conflict (account_id, page, name) do update set search = excluded.search
            returning id /* bounded: one row */""");

    private static final Sql LIST = Sql.of("""
            select id, page, name, search from saved_view where account_id = :account order by page, name limit :most""");

    private static final Sql REMOVE =
            Sql.of("delete from saved_view where id = :id and account_id = :account returning id");

    private final Database database;

    public SavedViews(Database database) {
        this.database = database;
    }

    /**
     * A view.
     *
     * @param page of which list, such as {@code bookings}
     * @param search what its address says after the path, as JSON
     */
    public record View(UUID id, String page, String name, String search) {}

    /** All of somebody. */
    public List<View> of(UUID account) {
        return database.list(
                LIST,
                values -> values.uuid("account", account).number("most", MOST),
                row -> new View(row.uuid("id"), row.text("page"), row.text("name"), row.text("search")));
    }

    /** Saves one, in place of one of the same name; false if there are as many as there may be. */
    public boolean save(UUID account, String page, String name, String search, Instant now) {
        return database.transact(tx -> {
            var _ = tx.first(LOCK, values -> values.uuid("account", account), row -> row.flag("locked"));
            return tx.first(
                            SAVE,
                            values -> values.uuid("id", Ids.next())
                                    .uuid("account", account)
                                    .text("page", page)
                                    .text("name", name)
                                    .text("search", search)
                                    .time("now", now)
                                    .number("most", MOST),
                            row -> row.uuid("id"))
                    .isPresent();
        });
    }

    /** Removes one of somebody's own; false if there is none. */
    public boolean remove(UUID account, UUID id) {
        return !database.autocommit(
                        REMOVE, values -> values.uuid("id", id).uuid("account", account), row -> row.uuid("id"))
                .isEmpty();
    }
}
