package my.kilat.launcher.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import my.kilat.launcher.place.Layout;

/** The log of the supervisor itself. */
final class SupervisorLog {
    private final Path file;

    SupervisorLog(Layout layout) {
        this.file = layout.log(Leftovers.SUPERVISOR);
    }

    void info(String text) {
        append("INFO  " + text);
    }

    void warn(String text) {
        append("WARN  " + text);
    }

    void error(String text) {
        append("ERROR " + text);
    }

    private void append(String line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException noRoom) {
            // A failure to log does not end the platform.
        }
    }
}
