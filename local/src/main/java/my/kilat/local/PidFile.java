package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The note of which process was started, in such a way that it is never mistaken for another one that got the same
 * number later: the process id, when it started, and on which boot of the machine.
 */
public final class PidFile {
    private final Path path;

    public PidFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Notes this process. The note appears whole or not at all. */
    public void write(ProcessHandle process) {
        try {
            Path directory = path.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, path.getFileName().toString(), ".tmp");
            Files.writeString(draft, process.pid() + "\n" + birth(process) + "\n");
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The noted process, if that very process is still alive. */
    public Optional<ProcessHandle> living() {
        try {
            List<String> lines = Files.readAllLines(path);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                    .filter(Processes::isAlive)
                    .filter(process -> birth(process).equals(lines.get(1)));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** Takes the note away. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * When a process was born, in the words of the kernel: its boot and the ticks since then. The JDK's start instant
     * is derived from the wall clock and may differ by a second between two readers.
     */
    private static String birth(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name of the program stands in parentheses and may hold anything; field 22 is the 20th after it.
            String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return ticks + "@" + boot;
        } catch (IOException | IndexOutOfBoundsException notLinux) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }
}
