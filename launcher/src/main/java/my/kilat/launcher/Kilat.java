package my.kilat.launcher;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import my.kilat.launcher.command.HelpOption;
import my.kilat.launcher.command.KilatCommand;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.local.LocalServerException;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.settings.SettingsException;
import picocli.CommandLine;

/** The {@code main} class behind the script {@code kilat}. */
public final class Kilat {
    private Kilat() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line and returns its exit code: 0 success, 1 failure, 2 invalid command line. */
    static int run(String... arguments) {
        return HelpOption.addTo(new CommandLine(new KilatCommand()))
                .setCommandName("kilat")
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, result) -> explain(exception))
                .execute(arguments);
    }

    /** Prints an error as one sentence. */
    public static void complain(String sentence) {
        Screen error = Screen.error();
        error.line(error.styled(Style.RED, "✘") + " " + sentence);
    }

    private static int explain(Exception exception) {
        switch (exception) {
            case LauncherException known -> complain(String.valueOf(known.getMessage()));
            case LocalServerException known -> complain(String.valueOf(known.getMessage()));
            case SettingsException known -> complain(String.valueOf(known.getMessage()));
            case StartException known -> complain(String.valueOf(known.getMessage()));
            case UncheckedIOException io -> complain(explain(io));
            default -> {
                complain("Something unforeseen happened; this is a bug in kilat.");
                exception.printStackTrace();
            }
        }
        return 1;
    }

    private static String explain(UncheckedIOException exception) {
        return switch (exception.getCause()) {
            case AccessDeniedException denied -> "There is no permission to read or write " + denied.getFile() + ".";
            case FileSystemException file
            when file.getReason() != null -> "Cannot read or write " + file.getFile() + ": " + file.getReason() + ".";
            case null, default -> "Cannot read or write a file: " + exception.getMessage();
        };
    }
}
