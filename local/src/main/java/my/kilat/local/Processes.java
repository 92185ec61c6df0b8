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
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

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
     * Suspends processes (SIGSTOP), and returns once none of their threads runs any more: kill(1) returns while a thread on
     * another processor still answers.
     *
     * @throws LocalServerException if one still runs after five seconds, or the thread is interrupted
     */
    public static void suspend(Collection<ProcessHandle> processes) {
        signal("STOP", processes);
        long deadline = System.nanoTime() + TIME_TO_STOP.toNanos();
        while (!processes.stream().allMatch(Processes::isStopped)) {
            if (System.nanoTime() > deadline) {
                throw new LocalServerException("A process was not stopped within " + TIME_TO_STOP.toSeconds() + " s.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalServerException("Interrupted while a process was stopped.", e);
            }
        }
    }

    /** Resumes suspended processes (SIGCONT). */
    public static void resume(Collection<ProcessHandle> processes) {
        signal("CONT", processes);
    }

    /**
     * Sends SIGTERM to a process, and kills it and its descendants after this time.
     *
     * @return whether SIGTERM was enough
     */
    public static boolean end(ProcessHandle process, Duration patience) {
        // A suspended process does not handle SIGTERM before it is resumed.
        resume(List.of(process));
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
            return state(Path.of("/proc", Long.toString(process.pid()), "stat")) != 'Z';
        } catch (IOException notLinux) {
            return process.isAlive();
        }
    }

    /** Whether no thread of the process runs: each is stopped, has ended or is a zombie. */
    private static boolean isStopped(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.allMatch(Processes::isStopped);
        } catch (IOException | UncheckedIOException endedOrNotLinux) {
            return true;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            return "TtZX".indexOf(state(thread.resolve("stat"))) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }

    /** The state in a file {@code stat} of proc(5): the letter after the name, which may hold parentheses itself. */
    private static char state(Path stat) throws IOException {
        String text = Files.readString(stat);
        int letter = text.lastIndexOf(')') + 2;
        if (letter >= text.length()) {
            throw new IOException(stat + " is cut off");
        }
        return text.charAt(letter);
    }
}
