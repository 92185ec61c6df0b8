package my.kilat.launcher.supervise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;

/**
 * The processes that were launched and not ended yet. Launching and ending exclude each other: once {@link #close} was called,
 * nothing is launched any more, so that no process outlives the supervisor.
 */
final class RunningUnits {
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final StateBoard board;
    private final List<Unit> running = new ArrayList<>();
    private final Map<String, Long> launched = new HashMap<>();
    private volatile boolean closed;

    RunningUnits(StateBoard board) {
        this.board = board;
    }

    /** @throws CancellationException if everything is being ended */
    void launch(Unit unit) {
        synchronized (running) {
            throwIfClosed();
            launched.put(unit.name(), System.nanoTime());
            board.progress(unit.name(), Progress.STARTING);
            unit.launch();
            if (running.stream().noneMatch(other -> other.name().equals(unit.name()))) {
                running.add(unit);
            }
            board.started(Child.of(unit.name(), unit.pidFile(), System.currentTimeMillis()));
        }
    }

    /** Records that a part is ready, and how long its process took until then. */
    void ready(String part) {
        String child = board.state().part(part).orElseThrow().child();
        synchronized (running) {
            long begin = launched.getOrDefault(child, System.nanoTime());
            board.part(part, Progress.READY, (System.nanoTime() - begin) / 1_000_000);
        }
    }

    /** Empty as soon as all are being ended. */
    List<Unit> all() {
        synchronized (running) {
            return closed ? List.of() : List.copyOf(running);
        }
    }

    /** @throws LauncherException if a process ended by itself */
    void throwIfDead() {
        all().stream().filter(unit -> !unit.isRunning()).findFirst().ifPresent(unit -> {
            throw new LauncherException(unit.title() + " " + unit.howItEnded());
        });
    }

    boolean isClosed() {
        return closed;
    }

    /** @throws CancellationException if everything is being ended */
    void throwIfClosed() {
        if (closed) {
            throw new CancellationException();
        }
    }

    /**
     * Lets nothing be launched any more.
     *
     * @return false if that was so already
     */
    boolean close() {
        synchronized (running) {
            boolean first = !closed;
            closed = true;
            return first;
        }
    }

    /** Ends all processes, once closed: the services first, then the servers that they use. */
    void endAll() {
        List<Unit> units = List.copyOf(running);
        // Services that end hand over their last events, and wait for a broker that is suspended.
        units.forEach(this::resume);
        CompletableFuture.allOf(units.stream()
                        .filter(unit -> !(unit instanceof ServerUnit))
                        .map(unit -> CompletableFuture.runAsync(() -> end(unit), VIRTUAL))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        // The database and the broker are independent; the broker needs ZooKeeper to shut down.
        CompletableFuture<Void> database = CompletableFuture.runAsync(() -> endNamed(units, Fleet.POSTGRES), VIRTUAL);
        endNamed(units, Fleet.KAFKA);
        endNamed(units, Fleet.ZOOKEEPER);
        database.join();
        board.noChildren();
    }

    private void resume(Unit unit) {
        try {
            if (unit instanceof ServerUnit server) {
                server.resume();
                board.words(unit.name(), "");
            }
        } catch (RuntimeException stillSuspended) {
            // Everything has to be ended all the same, and its own end resumes it again.
        }
    }

    private void endNamed(List<Unit> units, String name) {
        units.stream().filter(unit -> unit.name().equals(name)).forEach(this::end);
    }

    private void end(Unit unit) {
        unit.stop();
        board.progress(unit.name(), Progress.STOPPED);
    }
}
