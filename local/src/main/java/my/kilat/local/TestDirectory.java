package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of one test JVM, {@code <tmp>/kilat-test-<user>/<pid>}. It identifies its owner, so that the next test JVM can
 * tell a living one from a dead one, whose processes it ends and whose directory it deletes.
 */
final class TestDirectory {
    private static final String OWNER = "owner";

    private final Path path;

    private TestDirectory(Path path) {
        this.path = path;
    }

    /** Deletes the directories of dead test JVMs, and creates that of this one. */
    static TestDirectory make() {
        return make(Path.of(System.getProperty("java.io.tmpdir"), "kilat-test-" + System.getProperty("user.name")));
    }

    static TestDirectory make(Path parent) {
        try {
            makePassable(parent);
            // Under a lock, so that no other JVM deletes a directory whose owner has not been stored yet.
            try (var channel = FileChannel.open(
                            parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                sweep(parent);
                Path mine = parent.resolve(Long.toString(ProcessHandle.current().pid()));
                makePassable(mine);
                new PidFile(mine.resolve(OWNER)).write(ProcessHandle.current());
                return lock.isValid() ? new TestDirectory(mine) : make(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The user postgres needs access, whatever our umask is. */
    private static void makePassable(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path path() {
        return path;
    }

    void delete() {
        Directories.delete(path);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path directory : directories) {
                if (new PidFile(directory.resolve(OWNER)).living().isEmpty()) {
                    endProcesses(directory);
                    Directories.delete(directory);
                }
            }
        }
    }

    private static void endProcesses(Path directory) {
        List<ProcessHandle> orphans;
        try (Stream<Path> files = Files.walk(directory, 3)) {
            orphans = files.filter(TestDirectory::isPidFile)
                    .map(file -> new PidFile(file).living())
                    .flatMap(Optional::stream)
                    .filter(process -> belongsTo(directory, process))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orphans.forEach(Processes::killTree);
    }

    private static boolean isPidFile(Path file) {
        String name = file.getFileName().toString();
        return name.equals("pid") || name.endsWith(".pid");
    }

    /** The PID file already identifies the process; its command line must contain the directory as well. */
    private static boolean belongsTo(Path directory, ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(directory.toString());
    }
}
