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
 * A child of this JVM whose output goes to a file and whose process id is noted, so that whoever comes after a crash of
 * the JVM finds it. It has a session of its own: Ctrl-C at the terminal reaches its owner only, who then ends his
 * children in the right order.
 */
public final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    /** From here on an exit code stands for the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final int KILLED = SIGNALLED + 9;

    /** What a JVM says that was told to end when its memory is exhausted. */
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
     * @param environment what to set beside this JVM's own environment
     * @param directory its working directory
     * @param log the file to which its output is appended
     * @param pidFile where to note its process id
     * @throws LocalServerException when the program cannot be started
     */
    public static ChildProcess start(
            List<String> command, Map<String, String> environment, Path directory, Path log, PidFile pidFile) {
        return start(command, inherited -> inherited.putAll(environment), directory, log, pidFile);
    }

    /** Starts a server of others, in a {@linkplain CleanEnvironment clean environment}. */
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

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * How it ended, in a few words after its name: {@code was killed (signal 9)}, {@code ran out of memory (exit code 3)}
     * or {@code ended with exit code 1}. Empty while it lives.
     */
    public String ending() {
        return process.isAlive() ? "" : ending(process.exitValue(), said());
    }

    /** The same as a sentence, with the last lines it wrote where they may say more. Empty while it lives. */
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
            // Whatever it said last has nothing to do with it.
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
     * Asks it to end (SIGTERM), and after this patience makes it.
     *
     * @return whether asking was enough
     */
    public boolean end(Duration patience) {
        boolean willingly = Processes.end(process.toHandle(), patience);
        pidFile.delete();
        return willingly;
    }

    /** Makes it and all that it started end at once (SIGKILL). */
    public void kill() {
        Processes.killTree(process.toHandle());
        pidFile.delete();
    }

    /** What it wrote since it was started: the last lines. */
    public String tail() {
        return lastLines(said());
    }

    private static String lastLines(String said) {
        List<String> lines = said.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** The end of what it wrote since it was started. */
    private String said() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that had become large was emptied meanwhile.
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

    /** Ends the process of this note, if it lives on: asks first, and after this patience makes it. */
    public static void endLeftover(PidFile note, Duration patience) {
        note.living().ifPresent(process -> Processes.end(process, patience));
        note.delete();
    }
}
