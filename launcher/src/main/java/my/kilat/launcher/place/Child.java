package my.kilat.launcher.place;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import my.kilat.local.PidFile;

/**
 * A process of the platform.
 *
 * @param name such as {@code kafka} or {@code services}
 * @param pidFile where its process id is stored
 * @param startedAt when it was started, in milliseconds since 1970
 * @param deaths how often it has died, and was to be restarted, since the supervisor started
 * @param lastDeath how it died last, in a few words to follow its name; empty if it has not
 */
public record Child(String name, String pidFile, long startedAt, int deaths, String lastDeath) {

    public Child {
        // Missing in a file of an earlier version.
        lastDeath = Objects.requireNonNullElse(lastDeath, "");
    }

    /** A process that has not died. */
    public static Child of(String name, Path pidFile, long startedAt) {
        return new Child(name, pidFile.toString(), startedAt, 0, "");
    }

    /** The process, if it is alive. */
    public Optional<ProcessHandle> living() {
        return new PidFile(Path.of(pidFile)).living();
    }

    Child died(String how) {
        return new Child(name, pidFile, startedAt, deaths + 1, how);
    }

    Child succeeding(Child earlier) {
        return new Child(name, pidFile, startedAt, earlier.deaths, earlier.lastDeath);
    }
}
