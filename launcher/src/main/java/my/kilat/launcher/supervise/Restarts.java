package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import my.kilat.launcher.screen.Words;
import my.kilat.local.LocalServerException;
import org.jspecify.annotations.Nullable;

/**
 * Restarts parts that have died, each independently and according to the {@link RestartPolicy}, and parts whose restart is ordered,
 * which is no death. Every death and every restart is logged and recorded in the state. Not safe for several threads: {@link
 * Control} guards it; the ends and starts themselves run on others.
 */
final class Restarts {
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final LongSupplier nanoTime;
    private final RestartPolicy policy;
    private final StateBoard board;
    private final SupervisorLog log;
    private final Consumer<Unit> start;
    private final boolean afterDeath;
    private final Map<String, Recovery> recoveries = new HashMap<>();

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param start starts a part and returns when it is ready; throws if it dies before
     * @param afterDeath whether a part that has died is restarted; otherwise the first death is one for good
     */
    Restarts(LongSupplier nanoTime, StateBoard board, SupervisorLog log, Consumer<Unit> start, boolean afterDeath) {
        this.nanoTime = nanoTime;
        this.policy = new RestartPolicy(nanoTime);
        this.board = board;
        this.log = log;
        this.start = start;
        this.afterDeath = afterDeath;
    }

    /** The restart of a part: it waits until it is due, then starts. One that is ordered begins at once. */
    private static final class Recovery {
        private final long awaySince;
        private final long due;
        private @Nullable CompletableFuture<Void> starting;

        private Recovery(long awaySince, long due) {
            this.awaySince = awaySince;
            this.due = due;
        }
    }

    /** Whether a part has died or is being restarted, and is not ready yet. */
    boolean isUnderWay(Unit unit) {
        return recoveries.containsKey(unit.name());
    }

    /**
     * Ends a part in order and starts it again.
     *
     * @return false if it is being restarted already
     */
    boolean order(Unit unit) {
        if (isUnderWay(unit)) {
            return false;
        }
        log.info(unit.title() + " is restarted, as asked for");
        board.progress(unit.name(), Progress.STARTING);
        long now = nanoTime.getAsLong();
        Recovery recovery = new Recovery(now, now);
        recovery.starting = CompletableFuture.runAsync(
                () -> {
                    unit.stop();
                    start.accept(unit);
                },
                VIRTUAL);
        recoveries.put(unit.name(), recovery);
        return true;
    }

    /**
     * Checks every part once, and does what is due.
     *
     * @throws LauncherException if one has died too often; the message says which, how, and where to read more
     */
    void look(List<Unit> units) {
        for (Unit unit : units) {
            Recovery recovery = recoveries.get(unit.name());
            if (recovery != null) {
                goOn(unit, recovery);
            } else if (!unit.isRunning() && !unit.ending().isEmpty()) {
                died(unit, unit.ending(), nanoTime.getAsLong());
            }
        }
    }

    private void goOn(Unit unit, Recovery recovery) {
        CompletableFuture<Void> starting = recovery.starting;
        if (starting == null) {
            if (nanoTime.getAsLong() - recovery.due >= 0) {
                recovery.starting = CompletableFuture.runAsync(() -> start.accept(unit), VIRTUAL);
            }
        } else if (starting.isDone()) {
            recoveries.remove(unit.name());
            failure(unit, starting)
                    .ifPresentOrElse(why -> died(unit, why, recovery.awaySince), () -> back(unit, recovery));
        }
    }

    private void died(Unit unit, String how, long since) {
        String sentence = unit.title() + " " + how;
        if (!afterDeath) {
            String told = unit.howItEnded();
            throw new LauncherException(told.isEmpty() ? sentence + "." : unit.title() + " " + told);
        }
        RestartPolicy.Restart restart = policy.died(unit.name())
                .orElseThrow(() -> new LauncherException(sentence + ". It has died " + (RestartPolicy.MOST + 1)
                        + " times within " + RestartPolicy.WINDOW.toMinutes()
                        + " minutes and is not started again; see " + unit.log()));
        log.warn(sentence + "; started again in " + restart.pause().toSeconds() + " s, " + restart.number() + " of "
                + RestartPolicy.MOST);
        board.died(unit.name(), how);
        board.progress(unit.name(), Progress.FAILED);
        recoveries.put(
                unit.name(),
                new Recovery(since, nanoTime.getAsLong() + restart.pause().toNanos()));
    }

    private void back(Unit unit, Recovery recovery) {
        policy.ready(unit.name());
        log.info(unit.title() + " is back; it was away for "
                + Words.took(Duration.ofNanos(nanoTime.getAsLong() - recovery.awaySince)));
    }

    /** Why a start failed, in a few words to follow the name of the part. */
    private static Optional<String> failure(Unit unit, CompletableFuture<Void> starting) {
        try {
            starting.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CancellationException toldToEnd) {
                throw toldToEnd;
            }
            String ending = unit.ending();
            return Optional.of(ending.isEmpty() ? "did not come back: " + sentence(e.getCause()) : ending);
        }
    }

    /** The words of a failure, without a full stop. */
    static String sentence(@Nullable Throwable cause) {
        return switch (cause) {
            case LocalServerException known -> known.sentence().replaceFirst("\\.$", "");
            case null, default -> String.valueOf(cause);
        };
    }
}
