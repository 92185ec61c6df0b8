package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a process so that it is never mistaken for a later one with the same id: by its process id, its start time, and
 * the boot of the machine.
 */
public final class PidFile {
    private final Path path;

    public PidFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Stores this process. The file is written atomically. */
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

    /** The stored process, if that very process is still alive. */
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

    /** Deletes the file. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The kernel's start time of a process: its boot and the ticks since then. The JDK's start instant is derived from the
     * wall clock and may differ by a second between two readers.
     */
    private static String birth(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name of the program is in parentheses and may contain anything; field 22 is the 20th after it.
            String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return ticks + "@" + boot;
        } catch (IOException | IndexOutOfBoundsException notLinux) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }
}
