package my.kilat.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Words;
import my.kilat.launcher.service.Rehearsal;
import my.kilat.launcher.supervise.Leftovers;
import my.kilat.local.Directories;
import my.kilat.local.PidFile;
import my.kilat.local.Processes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat down}. */
@Command(name = "down", description = "End everything, in order. The data stays, unless you say -v.")
public final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = {"-v", "--volumes"},
            description = "Delete the data as well: databases, topics, the choice of --kraft.")
    private boolean volumes;

    @Override
    public Integer call() {
        Context context = Context.ofProcess();
        Layout layout = context.layout();
        Screen screen = context.screen();
        long begin = System.nanoTime();
        boolean supervised = endSupervisor(layout, screen);
        boolean orphans = endLeftovers(layout, screen);
        screen.line(
                supervised || orphans
                        ? mark(screen) + "Kilat has ended"
                                + screen.styled(
                                        Style.DIM, " after " + Words.took(Duration.ofNanos(System.nanoTime() - begin)))
                        : "Kilat is not running.");
        if (volumes) {
            delete(layout);
            screen.line(mark(screen) + "The data is deleted");
        }
        return 0;
    }

    private static boolean endSupervisor(Layout layout, Screen screen) {
        if (!SupervisorLock.isHeld(layout)) {
            return false;
        }
        Optional<ProcessHandle> supervisor = new PidFile(layout.pidFile(Leftovers.SUPERVISOR)).living();
        ProcessHandle process = supervisor.orElseThrow(() -> new LauncherException(
                "A supervisor is alive, but " + layout.pidFile(Leftovers.SUPERVISOR) + " does not say which."));
        screen.line(screen.styled(Style.DIM, "Ending: the services finish what they have begun …"));
        process.destroy();
        if (!Processes.awaitEnd(process, PATIENCE)) {
            throw new LauncherException("The supervisor (pid " + process.pid() + ") did not end within "
                    + PATIENCE.toSeconds() + " s. See " + layout.log(Leftovers.SUPERVISOR) + ", or end it with kill -9 "
                    + process.pid() + " and say ./kilat down again.");
        }
        return true;
    }

    private static boolean endLeftovers(Layout layout, Screen screen) {
        List<Layout> places = Stream.of(layout, Rehearsal.stage(layout))
                .filter(Leftovers::exist)
                .toList();
        if (places.isEmpty()) {
            return false;
        }
        screen.line(screen.styled(Style.DIM, "Ending what outlived its supervisor …"));
        places.forEach(Leftovers::end);
        return true;
    }

    private static void delete(Layout layout) {
        if (Files.exists(layout.data())) {
            Directories.delete(layout.data());
        }
        Path elsewhere = layout.elsewhere().getParent();
        if (elsewhere != null && Files.exists(elsewhere)) {
            Directories.delete(elsewhere);
        }
    }

    private static String mark(Screen screen) {
        return screen.styled(Style.GREEN, "✔") + " ";
    }
}
