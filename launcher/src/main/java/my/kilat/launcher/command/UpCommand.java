package my.kilat.launcher.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import my.kilat.launcher.Kilat;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.log.LogPrinter;
import my.kilat.launcher.log.LogReader;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.launcher.screen.Banner;
import my.kilat.launcher.screen.ProgressView;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.service.Rehearsal;
import my.kilat.launcher.supervise.Leftovers;
import my.kilat.launcher.supervise.Supervision;
import my.kilat.local.ChildProcess;
import my.kilat.local.PidFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kilat up}. */
@Command(
        name = "up",
        description = "Start everything: PostgreSQL, ZooKeeper, Kafka, the services and the gateway.",
        footerHeading = "%n",
        footer = {
            "With DB_HOST (and DB_PORT, DB_USER, DB_PASSWORD) or KAFKA_BROKERS set, the servers they name are",
            "used and none of our own is started. Any other setting of the services is taken from the",
            "environment as well. The data stays in .kilat/data until 'kilat down -v'."
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofMillis(100);

    @Option(
            names = {"-d", "--detach"},
            description = "In the background: return as soon as everything is healthy.")
    private boolean detach;

    @Mixin
    private UpWords words = new UpWords();

    @Override
    public Integer call() {
        Quiet.please();
        Context context = Context.ofProcess();
        if (SupervisorLock.isHeld(context.layout())) {
            return alreadyUp(context);
        }
        new PostgresProvision(context).ensure();
        rehearse(context);
        return detach ? inBackground(context) : inForeground(context);
    }

    /** Trains the AOT caches once after the libraries have changed, which halves the start time of the JVMs. */
    private static void rehearse(Context context) {
        var rehearsal = new Rehearsal(context.layout());
        if (!rehearsal.isDue()) {
            return;
        }
        Screen screen = context.screen();
        screen.line(screen.styled(Style.BOLD, "Rehearsing")
                + screen.styled(Style.DIM, " the start, once, so that all later ones take half the time"));
        screen.line(
                switch (rehearsal.hold()) {
                    case HELD -> screen.styled(Style.GREEN, "✔") + " Rehearsed";
                    case FAILED ->
                        "It did not work out, which does no harm; see "
                                + context.layout().state().resolve("rehearsal/log");
                    case NOT_HELD -> "Another ./kilat up rehearses just now";
                });
        screen.blank();
    }

    private int inForeground(Context context) {
        Screen screen = context.screen();
        heading(screen);
        var view = new Foreground(context);
        return Supervision.run(context.layout(), words.options(), context.environment(), view::show)
                .orElseGet(() -> alreadyUp(context));
    }

    private int inBackground(Context context) {
        heading(context.screen());
        Layout layout = context.layout();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Kilat.class.getName(),
                "supervise"));
        command.addAll(words.options().words());
        // Not the supervisor's own PID file: that is written by whichever process gets the lock.
        var note = new PidFile(
                layout.run().resolve("starting-" + ProcessHandle.current().pid()));
        try {
            ChildProcess supervisor =
                    ChildProcess.start(command, Map.of(), layout.home(), layout.log(Leftovers.SUPERVISOR), note);
            return follow(context, new ProgressView(context.screen()), supervisor);
        } finally {
            note.delete();
        }
    }

    private int follow(Context context, ProgressView progress, ChildProcess supervisor) {
        while (true) {
            boolean alive = supervisor.isAlive();
            Optional<PlatformState> state =
                    PlatformState.read(context.layout()).filter(current -> current.supervisor() == supervisor.pid());
            state.ifPresent(progress::show);
            Phase phase = state.map(PlatformState::phase).orElse(Phase.STARTING);
            if (phase == Phase.UP) {
                new Banner(context.screen())
                        .print(
                                state.orElseThrow(),
                                context.environment().development(),
                                ConsoleLink.make(state.orElseThrow(), context.environment()));
                return 0;
            }
            if (phase == Phase.STOPPED) {
                throw new LauncherException("Kilat was told to end while it started.");
            }
            if (!alive && state.isEmpty() && SupervisorLock.isHeld(context.layout())) {
                return alreadyUp(context);
            }
            if (!alive) {
                throw new LauncherException(state.map(PlatformState::message)
                        .filter(message -> !message.isEmpty())
                        .orElseGet(() -> "The supervisor " + supervisor.howItEnded()));
            }
            pause();
        }
    }

    /** The platform is running already: reports that, once it is healthy. */
    private int alreadyUp(Context context) {
        var progress = new ProgressView(context.screen());
        while (SupervisorLock.isHeld(context.layout())) {
            Optional<PlatformState> state = PlatformState.read(context.layout());
            Phase phase = state.map(PlatformState::phase).orElse(Phase.STARTING);
            if (phase == Phase.UP) {
                context.screen().line("Kilat is up already; './kilat down' ends it.");
                new Banner(context.screen())
                        .print(
                                state.orElseThrow(),
                                context.environment().development(),
                                ConsoleLink.make(state.orElseThrow(), context.environment()));
                return 0;
            }
            if (phase == Phase.STARTING) {
                state.ifPresent(progress::show);
            }
            pause();
        }
        throw new LauncherException(PlatformState.read(context.layout())
                .map(PlatformState::message)
                .filter(message -> !message.isEmpty())
                .orElse("The platform that was there has just ended; say './kilat up' once more."));
    }

    private static void heading(Screen screen) {
        screen.line(screen.styled(Style.BOLD, "Kilat") + screen.styled(Style.DIM, " is starting"));
        screen.blank();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", e);
        }
    }

    /** The output of a supervisor in the foreground: the start, then the logs, then the end. */
    private static final class Foreground {
        private final Context context;
        private final ProgressView progress;
        private Phase last = Phase.STARTING;

        Foreground(Context context) {
            this.context = context;
            this.progress = new ProgressView(context.screen());
        }

        synchronized void show(PlatformState state) {
            if (last != Phase.UP) {
                // Later the logs have replaced the list.
                progress.show(state);
            }
            if (state.phase() == last) {
                return;
            }
            last = state.phase();
            Screen screen = context.screen();
            switch (last) {
                case UP -> {
                    new Banner(screen)
                            .print(
                                    state,
                                    context.environment().development(),
                                    ConsoleLink.make(state, context.environment()));
                    screen.line(screen.styled(
                            Style.DIM,
                            "Ctrl-C ends it. Warnings and errors follow here; ./kilat logs -f shows everything."));
                    Thread.ofPlatform().daemon().name("logs").start(this::followLogs);
                }
                case STOPPING -> {
                    if (!state.children().isEmpty()) {
                        screen.line(screen.styled(Style.DIM, "Ending …"));
                    }
                }
                case STOPPED ->
                    screen.line("Kilat has ended. The data stays in "
                            + context.layout().data() + " for the next ./kilat up");
                case FAILED -> Kilat.complain(state.message());
                case STARTING -> screen.blank();
            }
        }

        private void followLogs() {
            var reader = new LogReader(
                    context.layout().logs(),
                    line -> line.isAlarming() || line.source().equals(Leftovers.SUPERVISOR));
            var printer = new LogPrinter(context.screen(), ZoneId.systemDefault());
            reader.skip();
            while (!Thread.currentThread().isInterrupted()) {
                reader.more().forEach(printer::print);
                pause();
            }
        }
    }
}
