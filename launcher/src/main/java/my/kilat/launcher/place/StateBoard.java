package my.kilat.launcher.place;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The state while it changes: every change is written down and shown. */
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

    /** A part got on, after this time. */
    public void part(String name, Progress progress, long tookMillis) {
        change(current -> current.withPart(name, part -> part.at(progress, tookMillis)));
    }

    /** What a part waits for, or what a person has to look at in it. */
    public void words(String name, String words) {
        if (!state().part(name).map(Part::words).orElse("").equals(words)) {
            change(current -> current.withPart(name, part -> part.saying(words)));
        }
    }

    /** All parts in this process got on. */
    public void progress(String child, Progress progress) {
        state().parts().stream()
                .filter(part -> part.child().equals(child))
                .forEach(part -> part(part.name(), progress, 0));
    }

    /** A process was started; it takes the place of an earlier one of the same name, and keeps what is known of its deaths. */
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

    /** A process died in this way, and will be started again. */
    public void died(String name, String how) {
        change(current -> current.withChildren(current.children().stream()
                .map(child -> child.name().equals(name) ? child.died(how) : child)
                .toList()));
    }

    /** All processes are gone. */
    public void noChildren() {
        change(current -> current.withChildren(List.of()));
    }

    private synchronized void change(UnaryOperator<PlatformState> change) {
        state = change.apply(state);
        try {
            state.write(layout);
        } catch (UncheckedIOException noRoom) {
            // The next change tries again; the platform is not to end for the sake of what is said about it.
        }
        view.accept(state);
    }
}
