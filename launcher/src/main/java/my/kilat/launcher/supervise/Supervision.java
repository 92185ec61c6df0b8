package my.kilat.launcher.supervise;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.local.PidFile;
import my.kilat.platform.settings.Environment;

/** Runs a supervisor in this process: takes the lock, and ends the parts when the process is told to end. */
public final class Supervision {
    private Supervision() {}

    /**
     * Supervises until told to end, or until a part dies for good.
     *
     * @param view is shown every change
     * @return the exit code; empty if another process is the supervisor
     */
    public static OptionalInt run(
            Layout layout, UpOptions options, Environment environment, Consumer<PlatformState> view) {
        Optional<SupervisorLock> lock = SupervisorLock.acquire(layout);
        if (lock.isEmpty()) {
            return OptionalInt.empty();
        }
        try (var _ = lock.orElseThrow()) {
            var note = new PidFile(layout.pidFile(Leftovers.SUPERVISOR));
            note.write(ProcessHandle.current());
            var supervisor = new Supervisor(layout, options, environment, view);
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::end, "end"));
            int code = supervisor.run();
            note.delete();
            return OptionalInt.of(code);
        }
    }
}
