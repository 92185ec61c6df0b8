package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the JDK does not do for processes: any signal, whole trees, and telling the dead from the living. */
public final class Processes {
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);

    private Processes() {}

    /** Sends a signal to processes, by its name without SIG. Those that are gone already do not mind. */
    public static void signal(String name, Collection<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        var command = new StringBuilder("kill -").append(name);
        processes.forEach(process -> command.append(' ').append(process.pid()));
        try {
            // The kill of the shell is there even where the package with /bin/kill is not.
            new ProcessBuilder("sh", "-c", command.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks a process to end (SIGTERM), and after this patience makes it and all that it started.
     *
     * @return whether asking was enough
     */
    public static boolean end(ProcessHandle process, Duration patience) {
        // A paused process would not see the request to end before it goes on.
        signal("CONT", List.of(process));
        process.destroy();
        if (awaitEnd(process, patience)) {
            return true;
        }
        killTree(process);
        return false;
    }

    /** Makes a process and all that it started end at once (SIGKILL). */
    public static void killTree(ProcessHandle process) {
        List<ProcessHandle> all = tree(process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> awaitEnd(each, TIME_TO_DIE));
    }

    /** The process and all that it started. */
    public static List<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Waits for the end of a process; false when it is still there after this patience. */
    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return !isAlive(process);
            }
        }
        return true;
    }

    /**
     * Whether a process still does something. One that ended but was not yet taken note of by its parent does not:
     * where nobody collects orphans, as in many containers, it stays like that for ever.
     */
    public static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException | IndexOutOfBoundsException notLinux) {
            return process.isAlive();
        }
    }
}
