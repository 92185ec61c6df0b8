package my.kilat.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A child process of this JVM whose output goes to a file and whose process id is stored, so that it can be found after a
 * crash of the JVM. It has a session of its own: Ctrl-C at the terminal reaches only its parent, which then ends its children
 * in the right order.
 */
public final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    /** Higher exit codes stand for the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final int KILLED = SIGNALLED + 9;

    /** The last output of a JVM that ended because its memory is exhausted. */
    private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

    private static final String DISK_FULL = "No space left on device";

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
     * @param environment variables in addition to this JVM's own environment
     * @param directory its working directory
     * @param log the file to which its output is appended
     * @param pidFile the file for its process id
     * @throws LocalServerException if the program cannot be started
     */
    public static ChildProcess start(
            List<String> command, Map<String, String> environment, Path directory, Path log, PidFile pidFile) {
        return start(command, inherited -> inherited.putAll(environment), directory, log, pidFile);
    }

    /** Starts a third-party server, in a {@linkplain CleanEnvironment clean environment}. */
    static ChildProcess startClean(List<String> command, Path directory, Path log, PidFile pidFile) {
        return start(command, CleanEnvironment::apply, directory, log, pidFile);
    }

    private static ChildProcess start(
            List<String> command,
            Consumer<Map<String, String>> environment,
            Path directory,
            Path log,
            PidFile pidFile) {
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
            environment.accept(builder.environment());
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

    /**
     * Suspends it and its descendants, if it is alive; returns once none of their threads runs any more.
     *
     * @throws LocalServerException if one still runs after five seconds
     */
    public void suspend() {
        List<ProcessHandle> suspended = List.of();
        // One that was started before its parent stopped is found by the next look.
        for (List<ProcessHandle> tree = living(); !suspended.containsAll(tree); tree = living()) {
            Processes.suspend(tree);
            suspended = tree;
        }
    }

    private List<ProcessHandle> living() {
        return isAlive() ? Processes.tree(handle()) : List.of();
    }

    /** Resumes it and its descendants. */
    public void resume() {
        if (isAlive()) {
            Processes.resume(Processes.tree(handle()));
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * How it ended, in a few words to follow its name: {@code was killed (signal 9)}, {@code ran out of memory (exit code 3)}
     * or {@code ended with exit code 1}. Empty while it lives.
     */
    public String ending() {
        return process.isAlive() ? "" : ending(process.exitValue(), said());
    }

    /** As above, as a sentence, with the last lines of its output if they may explain it. Empty while it lives. */
    public String howItEnded() {
        if (process.isAlive()) {
            return "";
        }
        int code = process.exitValue();
        String said = said();
        String end = ending(code, said);
        boolean explained = code == KILLED || said.contains(OUT_OF_MEMORY) || said.contains(DISK_FULL);
        return explained || said.isEmpty() ? end + "." : end + ". It said last (" + log + "):\n" + lastLines(said);
    }

    private static String ending(int code, String said) {
        if (code == KILLED) {
            // Its last output is unrelated.
            return "was killed (signal 9)";
        }
        if (said.contains(OUT_OF_MEMORY)) {
            return "ran out of memory (exit code " + code + ")";
        }
        String end =
                code > SIGNALLED ? "was killed (signal " + (code - SIGNALLED) + ")" : "ended with exit code " + code;
        return said.contains(DISK_FULL) ? end + ": the disk is full" : end;
    }

    /**
     * Sends SIGTERM, and kills it after this time.
     *
     * @return whether SIGTERM was enough
     */
    public boolean end(Duration patience) {
        boolean willingly = Processes.end(process.toHandle(), patience);
        pidFile.delete();
        return willingly;
    }

    /** Kills it and its descendants (SIGKILL). */
    public void kill() {
        Processes.killTree(process.toHandle());
        pidFile.delete();
    }

    /** The last lines of its output since it was started. */
    public String tail() {
        return lastLines(said());
    }

    private static String lastLines(String said) {
        List<String> lines = said.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** The end of its output since it was started. */
    private String said() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that was too large was truncated meanwhile.
            long start = logStart <= file.length() ? logStart : 0;
            long from = Math.max(start, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Ends the process of this PID file, if it is alive: sends SIGTERM, and kills it after this time. */
    public static void endLeftover(PidFile note, Duration patience) {
        note.living().ifPresent(process -> Processes.end(process, patience));
        note.delete();
    }
}
