package my.kilat.payment.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.payment.store.LedgerCheck.End;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** What was found in the ledger and has not been found in order since. */
public final class LedgerFaults {
    /** How many are kept. */
    public static final int MOST = 1_000;

    private static final Sql ALL =
            Sql.of("select kind, id, words from ledger_fault order by found_at, kind, id limit " + MOST);

    private static final Sql COUNT = Sql.of(
            "select count(*) as number from (select from ledger_fault limit " + MOST + ") as f /* bounded: one row */");

    private static final Sql SAY = Sql.of("""
            update ledger_fault f set words = n.words from unnest(:ids, :words) as n(id, words)
            where f.kind = :kind and f.id = n.id and f.words <> n.words""");

    /** Only new ones count against the limit, so that one that finds no room always leaves the table full. */
    private static final Sql ADD = Sql.of("""
            insert into ledger_fault (kind, id, words, found_at)
            select :kind, n.id, n.words, :now from unnest(:ids, :words) as n(id, words)
            where not exists (select from ledger_fault k where k.kind = :kind and k.id = n.id)
            limit greatest(0, %s - (select count(*) from ledger_fault))
            on conflict (kind, id) do nothing""".formatted(Integer.toString(MOST)));

    private static final Sql FORGET_NAMED =
            Sql.of("delete from ledger_fault where kind = :kind and id = any(:checked) and id <> all(:faulty)");
    private static final Sql FORGET_BETWEEN = Sql.of("delete from ledger_fault where kind = :kind and id > :after"
            + " and id <= :end and id <> all(:faulty) /* bounded: no more than MOST rows are kept */");
    /** Not before the pass under way, whatever the clock of the instance that began it: the end of that pass must not clear it. */
    private static final Sql OVERFULL =
            Sql.of("update ledger_proof set overfull_at = greatest(:now, pass_began_at) where one");

    private LedgerFaults() {}

    /** All that are kept, the oldest first. */
    public static List<LedgerFault> all(Queries queries) {
        return queries.list(ALL, _ -> {}, row -> new LedgerFault(row.text("kind"), row.uuid("id"), row.text("words")));
    }

    /** Keeps what the check of a part of the whole has found, in place of what was known of that part. */
    public static void replaceBetween(Tx tx, End after, End end, List<LedgerFault> found, Instant now) {
        forgetBetween(tx, LedgerFault.PAYMENT, after.payment(), end.payment(), found);
        forgetBetween(tx, LedgerFault.TRANSACTION, after.entry(), end.entry(), found);
        add(tx, LedgerFault.PAYMENT, found, now);
        add(tx, LedgerFault.TRANSACTION, found, now);
    }

    /** Keeps what the check of some payments or transactions has found, in place of what was known of them. */
    public static void replace(Tx tx, String kind, Collection<UUID> checked, List<LedgerFault> found, Instant now) {
        tx.update(
                FORGET_NAMED,
                values -> values.text("kind", kind)
                        .uuids("checked", checked, id -> id)
                        .uuids("faulty", of(kind, found), LedgerFault::id));
        add(tx, kind, found, now);
    }

    private static void forgetBetween(Tx tx, String kind, UUID after, UUID end, List<LedgerFault> found) {
        tx.update(
                FORGET_BETWEEN,
                values -> values.text("kind", kind)
                        .uuid("after", after)
                        .uuid("end", end)
                        .uuids("faulty", of(kind, found), LedgerFault::id));
    }

    private static void add(Tx tx, String kind, List<LedgerFault> found, Instant now) {
        List<LedgerFault> some = of(kind, found);
        if (some.isEmpty()) {
            return;
        }
        tx.update(
                SAY,
                values -> values.text("kind", kind)
                        .uuids("ids", some, LedgerFault::id)
                        .texts("words", some, LedgerFault::words));
        tx.update(
                ADD,
                values -> values.text("kind", kind)
                        .uuids("ids", some, LedgerFault::id)
                        .texts("words", some, LedgerFault::words)
                        .time("now", now));
        if (tx.first(COUNT, _ -> {}, row -> row.bigNumber("number")).orElse(0L) >= MOST) {
            tx.update(OVERFULL, arguments -> arguments.time("now", now));
        }
    }

    private static List<LedgerFault> of(String kind, List<LedgerFault> found) {
        return found.stream().filter(fault -> fault.kind().equals(kind)).toList();
    }
}
