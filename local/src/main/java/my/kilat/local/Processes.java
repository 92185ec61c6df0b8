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

/** Process operations missing in the JDK: arbitrary signals, process trees, and detecting zombies. */
public final class Processes {
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);

    private Processes() {}

    /** Sends a signal to processes, by its name without SIG. Processes that have ended are ignored. */
    public static void signal(String name, Collection<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        var command = new StringBuilder("kill -").append(name);
        processes.forEach(process -> command.append(' ').append(process.pid()));
        try {
            // The shell's builtin kill exists even where the package with /bin/kill is not installed.
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
     * Sends SIGTERM to a process, and kills it and its descendants after this time.
     *
     * @return whether SIGTERM was enough
     */
    public static boolean end(ProcessHandle process, Duration patience) {
        // A suspended process does not handle SIGTERM before it is resumed.
        signal("CONT", List.of(process));
        process.destroy();
        if (awaitEnd(process, patience)) {
            return true;
        }
        killTree(process);
        return false;
    }

    /** Kills a process and its descendants (SIGKILL). */
    public static void killTree(ProcessHandle process) {
        List<ProcessHandle> all = tree(process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> awaitEnd(each, TIME_TO_DIE));
    }

    /** The process and its descendants. */
    public static List<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Waits for the end of a process; returns false if it is alive after this time. */
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
     * Whether a process is alive and not a zombie: one that has ended but was not reaped by its parent remains for ever where
     * nothing reaps orphans, as in many containers.
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
