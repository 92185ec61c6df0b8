package my.kilat.launcher.command;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.Apt;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.local.PostgresBinaries;
import my.kilat.local.TestPooler;

/** Makes sure that PostgreSQL with PostGIS is installed. */
final class PostgresProvision {
    private static final int WIDTH = 72;

    private final Context context;

    PostgresProvision(Context context) {
        this.context = context;
    }

    /**
     * Installs it if it is missing and we are permitted to; not needed with an external server.
     *
     * @throws LauncherException with the remedy, if we are not
     */
    void ensure() {
        if (context.environment().optional("DB_HOST").isPresent() || isInstalled()) {
            return;
        }
        if (!Apt.isUsable()) {
            throw new LauncherException(
                    "PostgreSQL with PostGIS is not installed on this machine. " + PostgresBinaries.HOW_TO_INSTALL);
        }
        install("PostgreSQL with PostGIS", Apt::installPostgres);
        if (!isInstalled()) {
            throw new LauncherException("apt-get installed PostgreSQL, but PostGIS is still not there; see "
                    + context.layout().log("apt"));
        }
    }

    /** As {@link #ensure}, with PgBouncer for tests; those that need it are skipped without it. */
    void ensureForTests() {
        ensure();
        if (TestPooler.program().isEmpty() && Apt.isUsable()) {
            install("PgBouncer", (apt, progress) -> {
                apt.update(progress);
                apt.install(progress, List.of("pgbouncer"));
            });
        }
    }

    private void install(String what, BiConsumer<Apt, Consumer<String>> installation) {
        Screen screen = context.screen();
        screen.line(what + " is not installed on this machine; apt-get installs it, once.");
        installation.accept(new Apt(context.layout().log("apt")), line -> show(screen, line));
        if (screen.isTerminalLike()) {
            screen.raw("\r\u001b[K");
        }
        screen.line(screen.styled(Style.GREEN, "✔") + " " + what + " is installed");
        screen.blank();
    }

    /** On a terminal a single line that changes, elsewhere only the steps. */
    private static void show(Screen screen, String line) {
        if (screen.isTerminalLike()) {
            String text = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            screen.raw("\r\u001b[K  " + screen.styled(Style.DIM, text));
        } else if (line.startsWith("Setting up")) {
            screen.line("  " + line);
        }
    }

    private static boolean isInstalled() {
        return PostgresBinaries.find().filter(PostgresBinaries::postgis).isPresent();
    }
}
