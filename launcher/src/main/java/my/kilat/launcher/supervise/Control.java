package my.kilat.launcher.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import my.kilat.console.upstream.SupervisedProcess;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;

/**
 * Decides what happens to the parts of a platform that is up: those that have died are started again, and others can have a part
 * restarted, or the broker suspended. One lock guards all of it, so an order and a death of the same moment come one after the
 * other, and a part is never started twice. Nothing here waits for a part to end or to become ready.
 */
final class Control {
    /**
     * The longest suspension: the sessions of consumers (6 s) and the time-outs of producers (15 s) run out within it, and a
     * broker that somebody has forgotten goes on soon. Another order of the same kind prolongs it.
     */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private static final String OF_OTHERS =
            "KAFKA_BROKERS names a broker that this supervisor has not started, so it cannot be suspended here";

    private static final String ENDING = "the platform is starting or ending";

    private final StateBoard board;
    private final RunningUnits units;
    private final Restarts restarts;
    private final Suspension suspension;

    Control(StateBoard board, RunningUnits units, Restarts restarts, Suspension suspension) {
        this.board = board;
        this.units = units;
        this.restarts = restarts;
        this.suspension = suspension;
    }

    /** All processes, in the order of their first start. */
    synchronized List<SupervisedProcess> shown() {
        PlatformState state = board.state();
        List<SupervisedProcess> shown = new ArrayList<>();
        units.all().forEach(unit -> shown.add(shown(state, unit)));
        return shown;
    }

    private SupervisedProcess shown(PlatformState state, Unit unit) {
        Optional<Child> child = state.child(unit.name());
        Optional<Instant> until = suspension.until(unit.name());
        List<Part> parts = state.parts().stream()
                .filter(part -> part.child().equals(unit.name()))
                .toList();
        List<String> services = unit instanceof ServerUnit
                ? List.of()
                : parts.stream().map(Part::name).toList();
        return new SupervisedProcess(
                unit.name(),
                unit.title(),
                child.flatMap(Child::living).map(ProcessHandle::pid).orElse(null),
                child.map(Child::startedAt).map(Instant::ofEpochMilli).orElse(null),
                restarts.isUnderWay(unit) ? "restarting" : until.isPresent() ? "suspended" : "running",
                until.orElse(null),
                services.contains(Component.CONSOLE.shortName()),
                isBroker(unit.name()),
                services,
                parts.stream().allMatch(part -> part.progress() == Progress.READY)
                        ? parts.stream().mapToLong(Part::tookMillis).max().orElse(0)
                        : 0);
    }

    /**
     * Has a part ended in order and started again.
     *
     * @throws RefusedException if it is unknown or being started again already, or the platform is starting or ending
     */
    synchronized void restart(String name) {
        Unit unit = unit(name);
        // Its end resumes it first.
        suspension.forget(name);
        if (!restarts.order(unit)) {
            throw RefusedException.conflict(unit.title() + " is being restarted already" + wayOut(name));
        }
    }

    /** What to do about one that never becomes ready: there is no time limit for services. */
    private String wayOut(String name) {
        return board.state()
                .child(name)
                .flatMap(Child::living)
                .map(process -> "; if it does not become ready, end it with: kill " + process.pid())
                .orElse("");
    }

    /**
     * Suspends the broker, or has its suspension last from now on; returns until when.
     *
     * @throws RefusedException if it is not ours, another part, or being restarted, or the time is out of bounds
     */
    synchronized Instant pause(String name, Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_PAUSE) > 0) {
            throw RefusedException.invalid("seconds has to be a whole number from 1 to " + LONGEST_PAUSE.toSeconds());
        }
        ServerUnit unit = broker(name);
        if (restarts.isUnderWay(unit)) {
            throw RefusedException.conflict(unit.title() + " is being restarted; suspend it afterwards");
        }
        Instant until = suspension.begin(unit, time);
        if (units.isClosed()) {
            // Whoever ends everything may have resumed it before it was suspended.
            suspension.end();
            throw RefusedException.conflict(ENDING);
        }
        return until;
    }

    /**
     * Resumes the broker.
     *
     * @throws RefusedException if it is not ours, another part, or not suspended
     */
    synchronized void resume(String name) {
        ServerUnit unit = broker(name);
        if (suspension.until(name).isEmpty()) {
            throw RefusedException.conflict(unit.title() + " is not suspended");
        }
        suspension.end();
    }

    /**
     * Checks every part once, and does what is due.
     *
     * @throws my.kilat.launcher.LauncherException if one has died for good
     */
    synchronized void look() {
        suspension.look();
        List<Unit> all = units.all();
        restarts.look(all);
        all.stream().filter(restarts::isUnderWay).forEach(unit -> suspension.forget(unit.name()));
    }

    private ServerUnit broker(String name) {
        if (isBroker(name) && board.state().part(name).filter(Part::external).isPresent()) {
            throw RefusedException.unknown(OF_OTHERS);
        }
        if (isBroker(name) && unit(name) instanceof ServerUnit server) {
            return server;
        }
        throw RefusedException.unknown("only " + Fleet.KAFKA + " can be suspended, not " + name);
    }

    private static boolean isBroker(String name) {
        return name.equals(Fleet.KAFKA);
    }

    private Unit unit(String name) {
        if (units.isClosed() || board.state().phase() != Phase.UP) {
            throw RefusedException.conflict(ENDING);
        }
        List<Unit> all = units.all();
        return all.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedException.unknown("there is no process of this name; there are "
                        + String.join(", ", all.stream().map(Unit::name).toList())));
    }
}
