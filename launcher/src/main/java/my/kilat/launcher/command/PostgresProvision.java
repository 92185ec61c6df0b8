package my.kilat.launcher.command;

import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.Apt;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.local.PostgresBinaries;

/** Sees to it that PostgreSQL with PostGIS is installed. */
final class PostgresProvision {
    private static final int WIDTH = 72;

    private final Context context;

    PostgresProvision(Context context) {
        this.context = context;
    }

    /**
     * Installs it if it is missing and we may; a server that is there already needs none.
     *
     * @throws LauncherException with what to do, when we may not
     */
    void ensure() {
        if (context.environment().optional("DB_HOST").isPresent() || isInstalled()) {
            return;
        }
        if (!Apt.isUsable()) {
            throw new LauncherException(
                    "PostgreSQL with PostGIS is not installed on this machine. " + PostgresBinaries.HOW_TO_INSTALL);
        }
        install();
        if (!isInstalled()) {
            throw new LauncherException("apt-get installed PostgreSQL, but PostGIS is still not there; see "
                    + context.layout().log("apt"));
        }
    }

    private void install() {
        Screen screen = context.screen();
        screen.line("PostgreSQL with PostGIS is not installed on this machine; apt-get installs it, once.");
        new Apt(context.layout().log("apt")).installPostgres(line -> show(screen, line));
        if (screen.isTerminalLike()) {
            screen.raw("\r\u001b[K");
        }
        screen.line(screen.styled(Style.GREEN, "✔") + " PostgreSQL with PostGIS is installed");
        screen.blank();
    }

    /** On a terminal one line that changes, elsewhere only what marks a step. */
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
