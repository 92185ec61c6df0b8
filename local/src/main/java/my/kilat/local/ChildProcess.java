package my.kilat.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A child of this JVM whose output goes to a file and whose process id is noted, so that whoever comes after a crash of
 * the JVM finds it. It has a session of its own: Ctrl-C at the terminal reaches its owner only, who then ends his
 * children in the right order.
 */
public final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int TAIL_BYTES = 16_384;
    private static final int TAIL_LINES = 12;

    private final Process process;
    private final PidFile pidFile;
    private final Path log;
    private final long logStart;

    private ChildProcess(Process process, PidFile pidFile, Path log, long logStart) {
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a program.
     *
     * @param command the program and its arguments
     * @param environment what to set beside this JVM's own environment
     * @param directory its working directory
     * @param log the file to which its output is appended
     * @param pidFile where to note its process id
     * @throws LocalServerException when the program cannot be started
     */
    public static ChildProcess start(
            List<String> command, Map<String, String> environment, Path directory, Path log, PidFile pidFile) {
        var line = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(command);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            pidFile.write(process.toHandle());
            return new ChildProcess(process, pidFile, log, logStart);
        } catch (IOException e) {
            throw new LocalServerException("Could not start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended. Only to be asked once it has. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM), and after this patience makes it. */
    public void end(Duration patience) {
        end(process.toHandle(), patience);
        pidFile.delete();
    }

    /** Makes it and all that it started end at once (SIGKILL). */
    public void kill() {
        killTree(process.toHandle());
        pidFile.delete();
    }

    /** What it wrote since it was started: the last lines. */
    public String tail() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(logStart, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Ends the process of this note, if it lives on: asks first, and after this patience makes it. */
    public static void endLeftover(PidFile note, Duration patience) {
        note.living().ifPresent(process -> end(process, patience));
        note.delete();
    }

    /** Sends a signal to processes, by its name without SIG. Those that are gone already do not mind. */
    static void signal(String name, Collection<ProcessHandle> processes) {
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

    static void end(ProcessHandle process, Duration patience) {
        // A paused process would not see the request to end before it goes on.
        signal("CONT", List.of(process));
        process.destroy();
        if (!waitFor(process, patience)) {
            killTree(process);
        }
    }

    static void killTree(ProcessHandle process) {
        List<ProcessHandle> all = tree(process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> waitFor(each, Duration.ofSeconds(5)));
    }

    /** The process and all that it started. */
    static List<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Waits for the end of a process; false when it is still there after this patience. */
    static boolean waitFor(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new LocalServerException("Could not wait for process " + process.pid() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
