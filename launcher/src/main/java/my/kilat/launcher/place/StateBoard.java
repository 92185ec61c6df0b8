package my.kilat.launcher.place;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The current state: every change is recorded and displayed. */
public final class StateBoard {
    private final Layout layout;
    private final Consumer<PlatformState> view;
    private PlatformState state;

    public StateBoard(Layout layout, PlatformState initial, Consumer<PlatformState> view) {
        this.layout = layout;
        this.state = initial;
        this.view = view;
        initial.write(layout);
        view.accept(initial);
    }

    public synchronized PlatformState state() {
        return state;
    }

    public void phase(Phase phase) {
        change(current -> current.with(phase, current.message()));
    }

    public void failed(String message) {
        change(current -> current.with(Phase.FAILED, message));
    }

    /** Everything is healthy, after these times. */
    public void up(long tookMillis, long servicesTookMillis) {
        change(current -> current.withTimes(tookMillis, servicesTookMillis).with(Phase.UP, ""));
    }

    /** A part made progress, after this time. */
    public void part(String name, Progress progress, long tookMillis) {
        change(current -> current.withPart(name, part -> part.at(progress, tookMillis)));
    }

    /** Sets what a part waits for, or its alarms. */
    public void words(String name, String words) {
        if (!state().part(name).map(Part::words).orElse("").equals(words)) {
            change(current -> current.withPart(name, part -> part.saying(words)));
        }
    }

    /** All parts in this process made progress. */
    public void progress(String child, Progress progress) {
        state().parts().stream()
                .filter(part -> part.child().equals(child))
                .forEach(part -> part(part.name(), progress, 0));
    }

    /** A process was started; it replaces an earlier one of the same name, and keeps the count of its deaths. */
    public void started(Child child) {
        change(current -> {
            Child known = current.child(child.name()).map(child::succeeding).orElse(child);
            return current.withChildren(Stream.concat(
                            current.children().stream()
                                    .filter(other -> !other.name().equals(child.name())),
                            Stream.of(known))
                    .toList());
        });
    }

    /** A process died in this way, and will be restarted. */
    public void died(String name, String how) {
        change(current -> current.withChildren(current.children().stream()
                .map(child -> child.name().equals(name) ? child.died(how) : child)
                .toList()));
    }

    /** All processes have ended. */
    public void noChildren() {
        change(current -> current.withChildren(List.of()));
    }

    private synchronized void change(UnaryOperator<PlatformState> change) {
        state = change.apply(state);
        try {
            state.write(layout);
        } catch (UncheckedIOException noRoom) {
            // The next change tries again; a failure to record the state does not end the platform.
        }
        view.accept(state);
    }
}
