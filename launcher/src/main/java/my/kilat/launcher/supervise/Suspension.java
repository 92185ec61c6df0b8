package my.kilat.launcher.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import my.kilat.launcher.place.StateBoard;
import org.jspecify.annotations.Nullable;

/**
 * A process that is suspended for a while: its port stays open, and it answers nobody. {@link #look} resumes it when the time is
 * over. If the supervisor dies before, the process stays suspended until the next supervisor, or {@code down}, ends it, which
 * resumes it first. Not safe for several threads.
 */
final class Suspension {
    private final LongSupplier nanoTime;
    private final StateBoard board;
    private final SupervisorLog log;
    private @Nullable Lasting lasting;

    /** @param nanoTime a monotonic clock, in nanoseconds */
    Suspension(LongSupplier nanoTime, StateBoard board, SupervisorLog log) {
        this.nanoTime = nanoTime;
        this.board = board;
        this.log = log;
    }

    /**
     * One that lasts.
     *
     * @param due when it ends, by the monotonic clock
     * @param until the same time, to be shown
     * @param failed whether an attempt to resume it has failed, which is told once
     */
    private record Lasting(ServerUnit unit, long due, Instant until, boolean failed) {}

    /** Until when this part is suspended. */
    Optional<Instant> until(String name) {
        return Optional.ofNullable(lasting)
                .filter(one -> one.unit.name().equals(name))
                .map(Lasting::until);
    }

    /**
     * Suspends a part, or has its suspension last from now on; returns until when.
     *
     * @throws RefusedException if it cannot be suspended; then it goes on at the next look
     */
    Instant begin(ServerUnit unit, Duration time) {
        try {
            unit.pause();
        } catch (RuntimeException e) {
            // A part of it may be stopped all the same, or be stopped later.
            lasting = new Lasting(unit, nanoTime.getAsLong(), Instant.now(), false);
            throw RefusedException.conflict(unit.title() + " could not be suspended: " + Restarts.sentence(e));
        }
        if (!unit.isRunning()) {
            throw RefusedException.conflict(unit.title() + " is not running");
        }
        Instant until = Instant.now().plus(time);
        lasting = new Lasting(unit, nanoTime.getAsLong() + time.toNanos(), until, false);
        board.words(unit.name(), "suspended for " + time.toSeconds() + " s");
        log.info(unit.title() + " is suspended for " + time.toSeconds() + " s, as asked for");
        return until;
    }

    /** Resumes what is suspended; does nothing if nothing is. */
    void end() {
        Lasting one = lasting;
        if (one != null) {
            one.unit.resume();
            forget(one);
            log.info(one.unit.title() + " goes on after its suspension");
        }
    }

    /** A part that is ended, or has died, is not suspended any more. */
    void forget(String name) {
        Lasting one = lasting;
        if (one != null && one.unit.name().equals(name)) {
            forget(one);
        }
    }

    private void forget(Lasting one) {
        lasting = null;
        board.words(one.unit.name(), "");
    }

    /** Resumes what is due. If that fails, for instance because no process can be started, the next look tries again. */
    void look() {
        Lasting one = lasting;
        if (one == null || nanoTime.getAsLong() - one.due < 0) {
            return;
        }
        try {
            end();
        } catch (RuntimeException e) {
            if (!one.failed) {
                log.warn(one.unit.title() + " could not be resumed after its suspension; tried again until it is: "
                        + Restarts.sentence(e));
            }
            lasting = new Lasting(one.unit, one.due, one.until, true);
        }
    }
}
