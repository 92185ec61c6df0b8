package my.kilat.platform.reconcile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.background.Fault;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares pairs page by page, over and over again. Normally events keep the services consistent; this repairs the
 * differences when events were lost, as by a broker that was replaced, or a database that was restored. The position is
 * stored, and several instances share the work.
 *
 * <p>A pair is repaired only if two runs in succession of one instance have found that a rule repairs it: until then the event
 * may be on its way. If the instance ends in between, the pair is found again in the next cycle.
 *
 * <p>A difference that no rule repairs is stored until a later comparison no longer finds it, and there is an alarm as long
 * as any is stored. A comparison that cannot be made fails, and its job reports that.
 *
 * <p>Its tables, {@code reconciliation_position} and {@code reconciliation_difference}, are created by the service that
 * uses it.
 */
public final class Reconciliation<R> {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    /** The most pages that are compared in one run, as long as each needs repairs. */
    private static final int MOST_PAGES = 20;

    /** The second look at a page fails so often at most. */
    private static final int MOST_LOOKS = 3;

    private static final Sql TAKE =
            Sql.of("select position, cycle from reconciliation_position where name = :name for update skip locked");
    private static final Sql BEGIN = Sql.of(
            "insert into reconciliation_position (name, position, cycle) values (:name, '', 1) on conflict do nothing");
    private static final Sql MOVE =
            Sql.of("update reconciliation_position set position = :position, cycle = :cycle where name = :name");

    private final String name;
    private final Database database;
    private final Pairs<R> pairs;
    private final Differences differences;

    /** What the last run has found that a rule repairs; {@link #MOST_PAGES} at most. */
    private final Deque<Pairs.Page<R>> doubtful = new ArrayDeque<>();

    /** How often the second look at the first of them has failed. */
    private int failedLooks;

    /**
     * Creates a reconciliation of these pairs.
     *
     * @param name under which its position is stored
     */
    public Reconciliation(String name, Database database, Health health, Pairs<R> pairs) {
        this.name = name;
        this.database = database;
        this.differences = new Differences(name, database, health);
        this.pairs = pairs;
    }

    /**
     * Repairs what the last run has found and is still so, then compares one page, and further ones as long as each needs
     * repairs. Its runs do not overlap.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable if the other service is unavailable; the page is compared in
     *     the next cycle, and repairs are tried in the next run
     */
    public synchronized void run() {
        try {
            while (!doubtful.isEmpty()) {
                repairFirst();
            }
            for (int i = 0; i < MOST_PAGES && step(); i++) {
                LOG.debug("{} goes on at once", name);
            }
        } finally {
            differences.judge();
        }
    }

    /** What cannot be looked at again stays for the next run, a few times: a fault of its own keeps no other page waiting. */
    private void repairFirst() {
        try {
            repair(doubtful.getFirst());
        } catch (RuntimeException e) {
            failedLooks++;
            if (failedLooks == MOST_LOOKS) {
                forgetFirst();
            }
            throw e;
        }
        forgetFirst();
    }

    private void forgetFirst() {
        doubtful.removeFirst();
        failedLooks = 0;
    }

    private void repair(Pairs.Page<R> found) {
        Pairs.Compared outcome = compare(found, true);
        int repaired = outcome.repairs().size();
        if (repaired > 0) {
            LOG.warn("{} has repaired {} of {}", name, repaired, found.rows().size());
        }
        differences.keep(found.bookings(), outcome.differences());
    }

    /** Compares one page; returns whether it needs repairs and others follow. */
    private boolean step() {
        Pairs.Page<R> taken = database.transact(this::take).orElse(null);
        if (taken == null || taken.rows().isEmpty()) {
            return false;
        }
        Pairs.Compared outcome;
        try {
            outcome = compare(taken, false);
        } catch (RuntimeException e) {
            differences.keepUncompared(taken.bookings(), e);
            throw e;
        }
        Set<UUID> repairs = outcome.repairs();
        // Whether a repair can be stored is known only when it is tried: until then what is stored of it stays.
        differences.keep(taken.only(booking -> !repairs.contains(booking)).bookings(), outcome.differences());
        if (repairs.isEmpty()) {
            return false;
        }
        doubtful.add(taken.only(repairs::contains));
        return !taken.isLast();
    }

    /** A pair that cannot be compared, or not be repaired, is a difference, and keeps no other of its page from being repaired. */
    private Pairs.Compared compare(Pairs.Page<R> page, boolean isRepairing) {
        try {
            return pairs.compare(page.rows(), isRepairing);
        } catch (RuntimeException e) {
            if (concernsEverything(e)) {
                throw e;
            }
            LOG.warn(
                    "{}: {} pairs could not be compared together: {}",
                    name,
                    page.rows().size(),
                    e.toString());
        }
        Set<UUID> repairs = new HashSet<>();
        Map<UUID, String> differences = new HashMap<>();
        for (int i = 0; i < page.rows().size(); i++) {
            UUID booking = page.bookings().get(i);
            try {
                Pairs.Compared one = pairs.compare(List.of(page.rows().get(i)), isRepairing);
                repairs.addAll(one.repairs());
                differences.putAll(one.differences());
            } catch (RuntimeException e) {
                if (concernsEverything(e)) {
                    throw e;
                }
                differences.put(
                        booking,
                        "booking " + booking + " cannot be compared or repaired: "
                                + Fault.of(e).words());
            }
        }
        return new Pairs.Compared(repairs, differences);
    }

    /** Whether other pairs would meet it as well; that a row is locked for too long concerns its own pair. */
    private static boolean concernsEverything(RuntimeException e) {
        return SqlStates.isAway(e)
                ? SqlStates.concernsEverything(e)
                : Fault.of(e).cause().isElsewhere();
    }

    private record Position(String position, long cycle) {}

    /** Claims the page whose turn it is; no other instance compares it in this cycle. */
    private Optional<Pairs.Page<R>> take(Tx tx) {
        Optional<Position> at = position(tx);
        if (at.isEmpty() && tx.update(BEGIN, arguments -> arguments.text("name", name)) == 1) {
            at = position(tx);
        }
        return at.map(position -> {
            Pairs.Page<R> page = pairs.page(tx, position.position);
            boolean isLast = page.isLast();
            if (isLast) {
                differences.forgetUnseen(tx, position.cycle - 1);
            }
            tx.update(
                    MOVE,
                    arguments -> arguments
                            .text("position", page.next())
                            .number("cycle", isLast ? position.cycle + 1 : position.cycle)
                            .text("name", name));
            return page;
        });
    }

    private Optional<Position> position(Tx tx) {
        return tx.first(
                TAKE,
                arguments -> arguments.text("name", name),
                row -> new Position(row.text("position"), row.bigNumber("cycle")));
    }
}
