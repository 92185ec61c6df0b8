package my.kilat.local;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place of a process that is started, ended and started again. It is empty before the first start, and once the process was
 * ended here; a process that ended by itself stays, to say how.
 */
public final class ChildSlot {
    private @Nullable ChildProcess process;
    private Consumer<Boolean> ended = _ -> {};

    /** Takes a process that was just started. */
    public void put(ChildProcess started) {
        put(started, _ -> {});
    }

    /**
     * As above.
     *
     * @param whenEnded is told when it is ended by {@link #end}: whether SIGTERM was enough
     */
    public synchronized void put(ChildProcess started, Consumer<Boolean> whenEnded) {
        process = started;
        ended = whenEnded;
    }

    /** The process that runs, or that ended by itself. */
    public synchronized Optional<ChildProcess> child() {
        return Optional.ofNullable(process);
    }

    /** Whether a process runs. */
    public boolean isRunning() {
        return running().isPresent();
    }

    /** The id of the process that runs. */
    public OptionalLong pid() {
        return running().stream().mapToLong(ChildProcess::pid).findFirst();
    }

    private Optional<ChildProcess> running() {
        return child().filter(ChildProcess::isAlive);
    }

    /** As {@link ChildProcess#howItEnded}; empty if there is none. */
    public String howItEnded() {
        return child().map(ChildProcess::howItEnded).orElse("");
    }

    /** As {@link ChildProcess#ending}; empty if there is none. */
    public String ending() {
        return child().map(ChildProcess::ending).orElse("");
    }

    /** As {@link ChildProcess#suspend}; does nothing if there is none. */
    public synchronized void suspend() {
        child().ifPresent(ChildProcess::suspend);
    }

    /** As {@link ChildProcess#resume}; does nothing if there is none. */
    public synchronized void resume() {
        child().ifPresent(ChildProcess::resume);
    }

    /** As {@link ChildProcess#end}; the slot is empty afterwards. Does nothing if there is none. */
    public synchronized void end(Duration patience) {
        child().ifPresent(child -> ended.accept(child.end(patience)));
        process = null;
    }

    /** Kills it and its descendants; the slot is empty afterwards. */
    public synchronized void kill() {
        child().ifPresent(ChildProcess::kill);
        process = null;
    }

    /** Empties the slot of a process that was ended in another way. */
    synchronized void clear() {
        process = null;
    }
}
