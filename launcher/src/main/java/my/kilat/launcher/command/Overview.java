package my.kilat.launcher.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import my.kilat.launcher.machine.Memory;
import my.kilat.launcher.machine.Web;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.launcher.service.SaysItself;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;

/** The current state: the supervisor's record, checked against the operating system. */
final class Overview {
    private final Optional<PlatformState> state;
    private final boolean supervised;

    Overview(Layout layout) {
        this.state = PlatformState.read(layout);
        this.supervised = SupervisorLock.isHeld(layout);
    }

    /**
     * A process.
     *
     * @param pid its id; 0 if it is not alive
     * @param uptimeSeconds time since its start
     * @param rssBytes the memory it holds
     * @param deaths how often it has died, and was to be restarted
     * @param lastDeath how it died last, in a few words to follow its name; empty if it has not
     */
    record Running(
            String name, boolean running, long pid, long uptimeSeconds, long rssBytes, int deaths, String lastDeath) {}

    /**
     * A server or service.
     *
     * @param process in which it runs; empty for an external server
     * @param state {@code running}, {@code restarting} or {@code stopped}
     * @param health its health, or the fault in its own words; empty if it was not queried, unless the supervisor knows of a
     *     server that it is suspended
     * @param alarms its alarms
     */
    record Member(String name, String process, String address, String state, String health, List<String> alarms) {}

    Optional<PlatformState> state() {
        return state;
    }

    /** {@code up}, {@code starting}, {@code stopping}, {@code down}, {@code failed} or {@code orphaned}. */
    String phase() {
        if (state.isEmpty()) {
            return "down";
        }
        Phase phase = state.get().phase();
        if (supervised) {
            return phase.name().toLowerCase(Locale.ROOT);
        }
        if (processes().stream().anyMatch(Running::running)) {
            return "orphaned";
        }
        return phase == Phase.FAILED ? "failed" : "down";
    }

    List<Running> processes() {
        return state.map(PlatformState::children).orElse(List.of()).stream()
                .map(Overview::process)
                .toList();
    }

    /** Whether a process that is not alive is about to be restarted. */
    boolean restarts() {
        return phase().equals("up");
    }

    /** A sentence for each process that died. */
    List<String> deaths() {
        boolean restarts = restarts();
        return processes().stream()
                .filter(process -> process.deaths() > 0)
                .map(process ->
                        process.name() + " died " + (process.deaths() == 1 ? "once" : process.deaths() + " times")
                                + (restarts && isDownByDeath(process) ? " and is being" : " and was")
                                + " started again; the last time it " + process.lastDeath())
                .toList();
    }

    /** Whether a process is down because it died: not one that is ended and started again as asked for. */
    private boolean isDownByDeath(Running process) {
        return !process.running()
                && state.map(PlatformState::parts).orElse(List.of()).stream()
                        .filter(part -> part.child().equals(process.name()))
                        .allMatch(part -> part.progress() == Progress.FAILED);
    }

    /**
     * The servers and services.
     *
     * @param asking whether to query the services themselves
     */
    List<Member> members(boolean asking) {
        boolean restarts = restarts();
        return state.map(known -> known.parts().stream()
                        .map(part -> member(known, part, restarts, asking))
                        .toList())
                .orElse(List.of());
    }

    private static Running process(Child child) {
        Optional<ProcessHandle> living = child.living();
        return new Running(
                child.name(),
                living.isPresent(),
                living.map(ProcessHandle::pid).orElse(0L),
                living.isPresent() ? Math.max(0, (System.currentTimeMillis() - child.startedAt()) / 1000) : 0,
                living.map(Memory::of).orElse(0L),
                child.deaths(),
                child.lastDeath());
    }

    private static Member member(PlatformState known, Part part, boolean restarts, boolean asking) {
        boolean running = part.external()
                || known.child(part.child()).flatMap(Child::living).isPresent();
        String state = running ? "running" : restarts ? "restarting" : "stopped";
        Optional<ServiceEntry> service = ServiceTable.ALL.stream()
                .filter(entry -> entry.name().equals(part.name()))
                .findFirst();
        if (running && service.isEmpty() && !part.words().isEmpty()) {
            return new Member(part.name(), part.child(), part.address(), state, part.words(), List.of());
        }
        if (!asking || !running) {
            return new Member(part.name(), part.child(), part.address(), state, "", List.of());
        }
        if (service.isEmpty()) {
            return new Member(part.name(), part.child(), part.address(), state, ServerHealth.of(part), List.of());
        }
        SaysItself says = SaysItself.of(Web.get(service.get().healthUrl(known.ports()), Duration.ofSeconds(3)));
        return new Member(
                part.name(),
                part.child(),
                part.address(),
                state,
                says.ready() ? "healthy" : says.waitsFor(),
                says.alarms());
    }
}
