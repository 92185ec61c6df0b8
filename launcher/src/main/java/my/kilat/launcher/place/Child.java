package my.kilat.launcher.place;

import java.nio.file.Path;
import java.util.Optional;
import my.kilat.local.PidFile;

/**
 * A process of the platform.
 *
 * @param name such as {@code kafka} or {@code services}
 * @param pidFile where its process id is noted
 * @param startedAt when it was started, in milliseconds since 1970
 */
public record Child(String name, String pidFile, long startedAt) {

    /** The process, if it is alive. */
    public Optional<ProcessHandle> living() {
        return new PidFile(Path.of(pidFile)).living();
    }
}
