package my.kilat.payment.store;

import static my.kilat.payment.store.PaymentRow.COLUMNS;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import my.kilat.contract.identity.Role;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.page.CursorRequest;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;
import my.kilat.platform.security.Caller;

/** The payments that a caller may see, newest first: ids are in the order of creation, and each list has an index by id. */
public final class PaymentLists {
    static final Map<Role, Visible> VISIBLE = new EnumMap<>(Map.of(
            Role.ADMIN, Visible.where("true"),
            Role.RUNNER, Visible.where("p.runner_id = :caller and p.status = 'released'"),
            Role.OWNER, Visible.where("p.owner_id = :caller"),
            Role.SHOP, Visible.where("p.owner_id = :caller"),
            Role.OPERATOR, Visible.where("p.owner_id = :caller")));

    private final Database database;

    /** Payments are never deleted: once all of them are as many as are counted, they need no count any more. */
    private volatile boolean allReached;

    public PaymentLists(Database database) {
        this.database = database;
    }

    /**
     * The queries for a role. What a page skips are entries of an index; only its own rows are read. A row is looked up by its key for
     * each of a page, whatever the planner expects: it does not know how many rows that is, and would read whole tables for many.
     */
    record Visible(Sql page, Sql count, Sql behind, boolean ofCaller) {
        static Visible where(String condition) {
            return new Visible(
                    rows("(select p.id from payment p where " + condition
                            + " order by p.id desc limit :limit offset :offset) page"
                            + " cross join lateral (select * from payment where payment.id = page.id limit 1) p"),
                    Sql.of("select count(*) as total from (select from payment p where " + condition + " limit "
                            + PageRequest.REACH + ") as reached"),
                    rows("(select * from payment p where " + condition
                            + " and p.id < :id order by p.id desc limit :limit) p"),
                    condition.contains(":caller"));
        }

        private static Sql rows(String page) {
            return Sql.of("select " + COLUMNS + " from " + page
                            + " cross join lateral (select * from booking where booking.id = p.booking_id limit 1) b"
                            + " order by p.id desc /* bounded: the rows of a page */")
                    .plannedOnce();
        }

        static Visible to(Caller caller) {
            return Objects.requireNonNull(VISIBLE.get(caller.role()));
        }

        Arguments bind(Arguments values, Caller caller) {
            return ofCaller ? values.uuid("caller", caller.userId()) : values;
        }
    }

    /** A page, and how many there are, as far as a list reaches. */
    public Slice<Payment> of(Caller caller, PageRequest page) {
        Visible visible = Visible.to(caller);
        List<Payment> rows = page.isBeyondReach()
                ? List.of()
                : database.list(
                        visible.page,
                        values -> visible.bind(values, caller)
                                .number("limit", page.limit())
                                .number("offset", page.offset()),
                        PaymentRow::read);
        return new Slice<>(rows, total(visible, caller));
    }

    private long total(Visible visible, Caller caller) {
        if (!visible.ofCaller && allReached) {
            return PageRequest.REACH;
        }
        long total = database.first(
                        visible.count, values -> visible.bind(values, caller), row -> row.bigNumber("total"))
                .orElseThrow();
        if (!visible.ofCaller && total >= PageRequest.REACH) {
            allReached = true;
        }
        return total;
    }

    /** A page by cursor. */
    public CursorPage<Payment> of(Caller caller, CursorRequest page) {
        Visible visible = Visible.to(caller);
        List<Payment> found = database.list(
                visible.behind,
                values -> visible.bind(values, caller)
                        .uuid("id", page.start().id())
                        .number("limit", page.toRead()),
                PaymentRow::read);
        return page.page(
                found,
                payment ->
                        new Cursor(payment.terms().createdAt(), payment.terms().id()));
    }
}
