package my.kilat.payment.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.store.LedgerCheck.End;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** How far the ledger has been proven, and the sums that were found. */
public final class LedgerProofs {
    private static final String STATE = """
            select proven_xid, proven_payment, until_at, next_xid, next_at, pass_began_at, pass_payment, pass_entry,
                pass_steps, full_began_at, full_at, full_steps, overfull_at
            from ledger_proof where one /* bounded: one row */""";
    private static final Sql LOOK = Sql.of(STATE);
    private static final Sql TAKE = Sql.of(STATE + " for update skip locked");

    /**
     * For the current transaction; a parameter instead of a literal, so that it is one statement whatever the limit. A step reads
     * a small part of each table through its indexes, also where reading the whole table looks hardly more expensive.
     */
    private static final Sql LIMIT = Sql.of("""
            select set_config('statement_timeout', :timeout, true), set_config('enable_seqscan', 'off', true)
            from (values (1)) as one /* bounded: one row */""");

    private static final Sql HORIZON = Sql.of("""
            select pg_snapshot_xmin(s)::text::bigint as oldest, pg_snapshot_xmax(s)::text::bigint as next
            from pg_current_snapshot() as s /* bounded: one row */""");

    private static final Sql CHANGES = Sql.of("""
            select xid, payment_id from (
                (select written_xid as xid, payment_id from ledger_transaction
                 where written_xid >= :xid and (written_xid, payment_id) > (:xid, :payment)
                 order by written_xid, payment_id limit :size)
                union all
                (select status_xid, id from payment
                 where status_xid >= :xid and (status_xid, id) > (:xid, :payment)
                 order by status_xid, id limit :size)) as changed
            order by xid, payment_id limit :size""");

    private static final Sql MOVE = Sql.of("""
            update ledger_proof set proven_xid = :xid, proven_payment = :payment, until_at = :until,
                next_xid = :next, next_at = :next_at where one""");

    private static final Sql START_AGAIN = Sql.of("""
            update ledger_proof set proven_xid = :xid, proven_payment = :payment, until_at = null, next_xid = null,
                next_at = null, pass_began_at = null, full_began_at = null where one""");

    private static final Sql BEGIN_PASS = Sql.of("""
            update ledger_proof set pass_began_at = :now, pass_payment = :first, pass_entry = :first, pass_steps = 0
            where one""");
    private static final Sql FORGET_PASS =
            Sql.of("delete from ledger_sum where stage = 'pass' /* bounded: one row for each state and account */");
    private static final Sql MOVE_PASS = Sql.of("""
            update ledger_proof set pass_payment = :payment, pass_entry = :entry, pass_steps = pass_steps + 1
            where one""");
    private static final Sql END_PASS = Sql.of("""
            update ledger_proof set full_began_at = pass_began_at, full_at = :now, full_steps = pass_steps,
                pass_began_at = null,
                overfull_at = case when overfull_at >= pass_began_at then overfull_at end
            where one""");
    private static final Sql FORGET_FULL =
            Sql.of("delete from ledger_sum where stage = 'full' /* bounded: one row for each state and account */");
    private static final Sql KEEP_PASS = Sql.of("update ledger_sum set stage = 'full' where stage = 'pass'");

    private static final Sql ADD = Sql.of("""
            insert into ledger_sum as s (stage, what, name, number, cents, wrong)
            values ('pass', :what, :name, :number, :cents, :wrong)
            on conflict (stage, what, name) do update set number = s.number + excluded.number,
                cents = s.cents + excluded.cents, wrong = s.wrong + excluded.wrong""");
    private static final Sql SUMS = Sql.of("""
            select what, name, number, cents, wrong from ledger_sum where stage = :stage
            /* bounded: one for each state and account */""");

    /**
     * The state of the proof.
     *
     * @param proven up to where everything that was written has been compared
     * @param until everything that was committed by then is proven
     * @param next what is going to be {@code until} once everything below that transaction is proven
     * @param pass the check of the whole that is under way
     * @param full the latest that has ended
     * @param overfullAt when more faults were found than are kept; they are known only after the next check of the whole
     */
    public record State(
            Change proven,
            @Nullable Instant until,
            @Nullable Horizon next,
            @Nullable Pass pass,
            Full full,
            @Nullable Instant overfullAt) {}

    /** A change of a payment's status or entries, by a transaction of the database. */
    public record Change(long xid, UUID payment) {}

    /** Of the transactions of the database at a time: the next one, which has not begun. */
    public record Horizon(long nextXid, Instant at) {}

    /** A check of the whole that is under way, and the place up to which it has come. */
    public record Pass(Instant beganAt, End end) {}

    /** The latest check of the whole: when it began and ended, nothing if there was none, and its number of steps. */
    public record Full(@Nullable Instant beganAt, @Nullable Instant endedAt, int steps) {}

    /** Of the transactions of the database: the oldest one that is open, and the next one. */
    public record Open(long oldest, long next) {}

    private LedgerProofs() {}

    /** Lets no statement of the transaction take longer, nor read a whole table where there is an index. */
    public static void limit(Tx tx, Duration timeout) {
        tx.first(LIMIT, values -> values.text("timeout", Long.toString(timeout.toMillis())), _ -> Boolean.TRUE);
    }

    /** The state. */
    public static State look(Queries queries) {
        return queries.first(LOOK, _ -> {}, LedgerProofs::state).orElseThrow();
    }

    /** The state, which nobody else can take until the end of the transaction; nothing if somebody else has it. */
    public static Optional<State> take(Tx tx) {
        return tx.first(TAKE, _ -> {}, LedgerProofs::state);
    }

    /** Which transactions are open. What a later statement reads holds all that was committed by those before the oldest. */
    public static Open open(Tx tx) {
        return tx.first(HORIZON, _ -> {}, row -> new Open(row.bigNumber("oldest"), row.bigNumber("next")))
                .orElseThrow();
    }

    /** The first so many changes behind a place, in the order of their transactions; some may be there twice. */
    public static List<Change> changes(Tx tx, Change after, int size) {
        return tx.list(
                CHANGES,
                values -> values.number("xid", after.xid)
                        .uuid("payment", after.payment)
                        .number("size", size),
                row -> new Change(row.bigNumber("xid"), row.uuid("payment_id")));
    }

    /** Keeps up to where changes are proven. */
    public static void move(Tx tx, Change proven, @Nullable Instant until, @Nullable Horizon next) {
        tx.update(
                MOVE,
                values -> values.number("xid", proven.xid)
                        .uuid("payment", proven.payment)
                        .time("until", until)
                        .numberOrNull("next", next == null ? null : next.nextXid)
                        .time("next_at", next == null ? null : next.at));
    }

    /** Begins at a transaction, and with a check of the whole: the numbers of transactions are another server's. */
    public static void startAgain(Tx tx, long xid) {
        tx.update(START_AGAIN, values -> values.number("xid", xid).uuid("payment", LedgerCheck.FIRST));
    }

    /** Begins a check of the whole. */
    public static void beginPass(Tx tx, Instant now) {
        tx.update(BEGIN_PASS, values -> values.time("now", now).uuid("first", LedgerCheck.FIRST));
        tx.update(FORGET_PASS, _ -> {});
    }

    /** Keeps what a step of a check of the whole has found. Each sum once: a statement may not change a row twice. */
    public static void movePass(Tx tx, End end, List<LedgerReport.Sum> sums) {
        Map<String, LedgerReport.Sum> each = new LinkedHashMap<>();
        sums.forEach(sum -> each.merge(sum.what() + " " + sum.name(), sum, LedgerReport.Sum::plus));
        tx.updateEach(
                ADD,
                List.copyOf(each.values()),
                (values, sum) -> values.text("what", sum.what())
                        .text("name", sum.name())
                        .number("number", sum.number())
                        .number("cents", sum.cents())
                        .number("wrong", sum.wrong()));
        tx.update(MOVE_PASS, values -> values.uuid("payment", end.payment()).uuid("entry", end.entry()));
    }

    /** Ends a check of the whole. */
    public static void endPass(Tx tx, Instant now) {
        tx.update(END_PASS, values -> values.time("now", now));
        tx.update(FORGET_FULL, _ -> {});
        tx.update(KEEP_PASS, _ -> {});
    }

    /** The sums of the latest check of the whole. */
    public static LedgerReport full(Queries queries) {
        return sums(queries, "full");
    }

    /** The sums of the check that is under way. */
    public static LedgerReport pass(Queries queries) {
        return sums(queries, "pass");
    }

    private static LedgerReport sums(Queries queries, String stage) {
        return LedgerReport.of(queries.list(
                SUMS,
                values -> values.text("stage", stage),
                row -> new LedgerReport.Sum(
                        row.text("what"),
                        row.text("name"),
                        row.bigNumber("number"),
                        row.bigNumber("cents"),
                        row.bigNumber("wrong"))));
    }

    private static State state(Row row) {
        Long nextXid = row.bigNumberOrNull("next_xid");
        Instant beganAt = row.timeOrNull("pass_began_at");
        return new State(
                new Change(row.bigNumber("proven_xid"), row.uuid("proven_payment")),
                row.timeOrNull("until_at"),
                nextXid == null ? null : new Horizon(nextXid, row.time("next_at")),
                beganAt == null ? null : new Pass(beganAt, new End(row.uuid("pass_payment"), row.uuid("pass_entry"))),
                new Full(row.timeOrNull("full_began_at"), row.timeOrNull("full_at"), row.number("full_steps")),
                row.timeOrNull("overfull_at"));
    }
}
