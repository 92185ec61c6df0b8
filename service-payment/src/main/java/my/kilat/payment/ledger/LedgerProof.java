package my.kilat.payment.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.payment.store.LedgerCheck.End;
import my.kilat.payment.store.LedgerFault;
import my.kilat.payment.store.LedgerFaults;
import my.kilat.payment.store.LedgerProofs;
import my.kilat.payment.store.LedgerProofs.Change;
import my.kilat.payment.store.LedgerProofs.Horizon;
import my.kilat.payment.store.LedgerProofs.Open;
import my.kilat.payment.store.LedgerProofs.Pass;
import my.kilat.payment.store.LedgerProofs.State;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/**
 * Proves the ledger: at each run what is new, and once in an interval the whole. Each step is a transaction that compares some
 * payments and keeps how far it has come, so that the proof goes on where it was after a restart, and an instance that finds
 * another one at work leaves it to that.
 *
 * <p>What is new is read in the order of the database's transactions. The proven place moves only up to the oldest
 * transaction that is open, so that one that commits late lies ahead of it; what later ones have committed meanwhile is
 * compared too, and again once that one has ended.
 *
 * <p>A step that fails is made with half as many payments at the next run. Nothing is passed over: places move only together with
 * what was compared.
 */
public final class LedgerProof {
    private static final int MOST_STEPS = 20;

    /** A step that takes less than this part of its timeout may be larger. */
    private static final int QUICK = 20;

    private final Database database;
    private final InstantSource clock;
    private final Pace pace;
    private final BatchSize news;
    private final BatchSize whole;
    /** Up to where this run has read what is new, also beyond what can be proven. */
    private @Nullable Change read;

    /**
     * How fast the ledger is proven.
     *
     * @param timeout of a statement
     * @param every the interval of checks of the whole
     * @param budget no step of the check of the whole but the first begins later than this after the first began
     * @param payments the most payments of one step
     */
    public record Pace(Duration timeout, Duration every, Duration budget, int payments) {}

    private enum Next {
        AGAIN,
        ENOUGH
    }

    public LedgerProof(Database database, InstantSource clock, Pace pace) {
        this.database = database;
        this.clock = clock;
        this.pace = pace;
        this.news = new BatchSize(pace.payments);
        this.whole = new BatchSize(pace.payments);
    }

    /**
     * Proves what is new, looks again at what is known to be out of order, and goes on with the check of the whole. One that
     * fails does not keep the others from being done.
     *
     * @throws RuntimeException the first failure
     */
    public void run() {
        RuntimeException failure = null;
        for (Runnable part : List.<Runnable>of(this::proveNews, this::lookAgain, this::proveWhole)) {
            try {
                part.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void proveNews() {
        int steps = 0;
        read = null;
        while (step(news, this::nextNews) == Next.AGAIN && ++steps < MOST_STEPS) {
            Thread.onSpinWait();
        }
    }

    private Next nextNews(Tx tx, State state) {
        Instant now = clock.instant();
        Open open = LedgerProofs.open(tx);
        if (state.proven().xid() > open.next()) {
            LedgerProofs.startAgain(tx, open.oldest());
            return Next.AGAIN;
        }
        int size = news.get();
        Change last = read;
        boolean isBeyond = last != null && last.xid() >= state.proven().xid() && !last.equals(state.proven());
        Change from = last != null && isBeyond ? last : state.proven();
        List<Change> changes = LedgerProofs.changes(tx, from, size);
        List<UUID> payments = changes.stream().map(Change::payment).distinct().toList();
        if (!payments.isEmpty()) {
            LedgerFaults.replace(tx, LedgerFault.PAYMENT, payments, LedgerCheck.payments(tx, payments), now);
        }
        boolean areAll = changes.size() < size;
        if (!isBeyond) {
            boolean isReached = areAll || changes.getLast().xid() >= open.oldest();
            Change proven = isReached ? new Change(open.oldest(), LedgerCheck.FIRST) : changes.getLast();
            if (proven.xid() < state.proven().xid()) {
                proven = state.proven();
            }
            move(tx, state, proven, new Horizon(open.next(), now));
        }
        read = areAll ? null : changes.getLast();
        return areAll ? Next.ENOUGH : Next.AGAIN;
    }

    /**
     * Time is proven up to a moment once all transactions that had ended by then are proven, and the whole has been checked once:
     * what is older has no number.
     */
    private static void move(Tx tx, State state, Change proven, Horizon now) {
        Horizon next = state.next();
        if (next != null && proven.xid() >= next.nextXid()) {
            LedgerProofs.move(tx, proven, state.full().beganAt() == null ? null : next.at(), now);
        } else {
            LedgerProofs.move(tx, proven, state.until(), next == null ? now : next);
        }
    }

    private void lookAgain() {
        step(news, (tx, _) -> {
            Instant now = clock.instant();
            List<LedgerFault> known =
                    LedgerFaults.all(tx).stream().limit(news.get()).toList();
            List<UUID> payments = ids(known, LedgerFault.PAYMENT);
            if (!payments.isEmpty()) {
                LedgerFaults.replace(tx, LedgerFault.PAYMENT, payments, LedgerCheck.payments(tx, payments), now);
            }
            List<UUID> transactions = ids(known, LedgerFault.TRANSACTION);
            if (!transactions.isEmpty()) {
                LedgerFaults.replace(
                        tx, LedgerFault.TRANSACTION, transactions, LedgerCheck.strays(tx, transactions), now);
            }
            return Next.ENOUGH;
        });
    }

    private static List<UUID> ids(List<LedgerFault> faults, String kind) {
        return faults.stream()
                .filter(fault -> fault.kind().equals(kind))
                .map(LedgerFault::id)
                .toList();
    }

    private void proveWhole() {
        step(whole, (tx, state) -> {
            Instant now = clock.instant();
            if (state.pass() == null && isDue(state, now)) {
                LedgerProofs.beginPass(tx, now);
            }
            return Next.ENOUGH;
        });
        long began = System.nanoTime();
        while (step(whole, this::nextOfWhole) == Next.AGAIN && System.nanoTime() - began < pace.budget.toNanos()) {
            Thread.onSpinWait();
        }
    }

    /** A ledger that fits into one step is checked as a whole each time. More faults than are kept are found by a check of the whole. */
    private boolean isDue(State state, Instant now) {
        Instant before = state.full().beganAt();
        return before == null
                || state.full().steps() == 1
                || state.overfullAt() != null
                || !now.isBefore(before.plus(pace.every));
    }

    private Next nextOfWhole(Tx tx, State state) {
        Pass pass = state.pass();
        if (pass == null) {
            return Next.ENOUGH;
        }
        Instant now = clock.instant();
        End after = pass.end();
        End end = LedgerCheck.end(tx, after, whole.get());
        LedgerCheck.Found found = LedgerCheck.between(tx, after, end);
        LedgerFaults.replaceBetween(tx, after, end, found.faults(), now);
        LedgerProofs.movePass(tx, end, found.sums());
        if (end.isLast()) {
            LedgerProofs.endPass(tx, now);
            return Next.ENOUGH;
        }
        return Next.AGAIN;
    }

    /** Makes a step, unless another instance is at work. */
    private Next step(BatchSize size, BiFunction<Tx, State, Next> work) {
        long began = System.nanoTime();
        try {
            Next next = database.transact(tx -> {
                LedgerProofs.limit(tx, pace.timeout);
                return LedgerProofs.take(tx).map(state -> work.apply(tx, state)).orElse(Next.ENOUGH);
            });
            if (System.nanoTime() - began < pace.timeout.toNanos() / QUICK) {
                size.wasQuick();
            }
            return next;
        } catch (RuntimeException e) {
            size.failed();
            throw e;
        }
    }
}
