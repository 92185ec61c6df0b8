package my.kilat.payment.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.payment.store.LedgerFault;
import my.kilat.payment.store.LedgerFaults;
import my.kilat.payment.store.LedgerProofs;
import my.kilat.payment.store.LedgerProofs.Horizon;
import my.kilat.payment.store.LedgerProofs.Pass;
import my.kilat.payment.store.LedgerProofs.State;
import my.kilat.payment.store.LedgerReport;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Health;
import org.jspecify.annotations.Nullable;

/**
 * Monitors the ledger: has it proven, and raises the alarm {@code ledger} while anything is known to be out of order, and
 * {@code ledger-proof} while the proof is not getting on. All instances tell the same, whichever of them did the work. The sums of a
 * ledger that fits into one step are read whenever they are asked for; those of a larger one are of the latest check of the whole.
 *
 * <p>A check that fails or times out throws; the job that runs it reports that.
 */
public final class LedgerWatch {
    private static final String ALARM = "ledger";
    private static final String NOT_PROVEN = "ledger-proof";
    private static final long FRESH = Duration.ofMillis(500).toNanos();
    private static final Duration OPEN_FOR_LONG = Duration.ofHours(1);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(1);

    private final LedgerProof proof;
    private final Database database;
    private final InstantSource clock;
    private final Duration every;
    private final Health health;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Known known = Known.NOTHING;
    private volatile long lookedAt;

    /** @param every the interval of checks of the whole */
    public LedgerWatch(LedgerProof proof, Database database, InstantSource clock, Duration every, Health health) {
        this.proof = proof;
        this.database = database;
        this.clock = clock;
        this.every = every;
        this.health = health;
    }

    /**
     * What is known of the ledger.
     *
     * @param sums of the latest check of the whole; of a ledger that fits into one step, of this moment. Nothing before the
     *     first check of the whole has ended
     * @param faults what is known to be out of order, in sentences
     * @param provenUntil everything that was committed by then is proven
     * @param fullAt when the latest check of the whole ended
     * @param passBeganAt when the check of the whole began that is under way
     * @param passPayments how many payments that one has compared
     */
    public record Known(
            @Nullable Sums sums,
            List<String> faults,
            @Nullable Instant provenUntil,
            @Nullable Instant fullAt,
            @Nullable Instant passBeganAt,
            long passPayments) {
        static final Known NOTHING = new Known(null, List.of(), null, null, null, 0);
    }

    /** The sums of this moment, or those that the latest check of the whole found. */
    public record Sums(LedgerReport report, Instant at, boolean areOfNow) {}

    /** Goes on with the proof, and tells what is known then. */
    public void run() {
        looking.lock();
        try {
            proof.run();
            look();
        } catch (RuntimeException e) {
            try {
                look();
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        } finally {
            looking.unlock();
        }
    }

    /** What is known; does not wait for a check in progress. */
    public Known known() {
        if (System.nanoTime() - lookedAt >= FRESH && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
        return known;
    }

    /** Alarms need no more than a few rows, which can be read also when the ledger cannot. */
    private void look() {
        try {
            State state = LedgerProofs.look(database);
            List<LedgerFault> faults = LedgerFaults.all(database);
            // Before the alarm is raised, so that whoever it calls finds the figures of the same moment.
            long passPayments =
                    state.pass() == null ? 0 : LedgerProofs.pass(database).allPayments();
            known = known(state, faults, known.sums(), passPayments);
            tell(state, faults);
            known = known(state, faults, sums(state), passPayments);
        } catch (RuntimeException e) {
            known = Known.NOTHING;
            throw e;
        } finally {
            lookedAt = System.nanoTime();
        }
    }

    private static Known known(State state, List<LedgerFault> faults, @Nullable Sums sums, long passPayments) {
        Pass pass = state.pass();
        return new Known(
                sums,
                Stream.concat(sentence(state, faults).stream(), faultsOfNow(sums))
                        .toList(),
                state.until(),
                state.full().endedAt(),
                pass == null ? null : pass.beganAt(),
                passPayments);
    }

    private @Nullable Sums sums(State state) {
        Instant fullAt = state.full().endedAt();
        if (fullAt == null) {
            return null;
        }
        return ofNow(state)
                .map(report -> new Sums(report, clock.instant(), true))
                .orElseGet(() -> new Sums(LedgerProofs.full(database), fullAt, false));
    }

    /** Nothing when they cannot be read in a moment: those of the latest check of the whole are there then. */
    private Optional<LedgerReport> ofNow(State state) {
        if (state.full().steps() != 1) {
            return Optional.empty();
        }
        try {
            return LedgerCheck.lookAtOnce(database, LOOK_TIMEOUT);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What an earlier check found in its sums may have been mended since; what it found wrong is known one by one. */
    private static Stream<String> faultsOfNow(@Nullable Sums sums) {
        return sums == null || !sums.areOfNow ? Stream.empty() : sums.report.faults().stream();
    }

    private void tell(State state, List<LedgerFault> faults) {
        sentence(state, faults).ifPresentOrElse(words -> health.raise(ALARM, words), () -> health.clear(ALARM));
        unproven(state, clock.instant())
                .ifPresentOrElse(words -> health.raise(NOT_PROVEN, words), () -> health.clear(NOT_PROVEN));
    }

    private static Optional<String> sentence(State state, List<LedgerFault> faults) {
        boolean areMore = state.overfullAt() != null;
        if (faults.isEmpty()) {
            return areMore
                    ? Optional.of(
                            "more payments were not in order than are kept; the check of the whole looks for them again")
                    : Optional.empty();
        }
        LedgerFault first = faults.getFirst();
        return Optional.of(
                "%s payments or ledger transactions are not in order, see the table ledger_fault; the first is the %s %s: %s"
                        .formatted(
                                areMore ? faults.size() + " or more" : Integer.toString(faults.size()),
                                first.kind(),
                                first.id(),
                                first.words()));
    }

    private Optional<String> unproven(State state, Instant now) {
        Horizon next = state.next();
        if (next != null && next.at().plus(OPEN_FOR_LONG).isBefore(now)) {
            return Optional.of(
                    "what was committed since " + next.at()
                            + " is compared, but not proven: a transaction that had begun by then may still be open, see pg_stat_activity");
        }
        Pass pass = state.pass();
        if (pass != null && pass.beganAt().plus(every).isBefore(now)) {
            return Optional.of("the check of the whole ledger that began at " + pass.beganAt()
                    + " has not ended within LEDGER_PROOF_EVERY");
        }
        return Optional.empty();
    }
}
