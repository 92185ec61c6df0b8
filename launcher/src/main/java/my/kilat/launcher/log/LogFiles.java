package my.kilat.launcher.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The directory of log files, one for each process. */
public final class LogFiles {
    /** How often to check their size. */
    public static final Duration INTERVAL = Duration.ofSeconds(20);

    /** Logs of Maven and apt-get, which are read separately. */
    private static final Set<String> OF_TOOLS = Set.of("build", "build-bench", "test", "apt");

    private static final long LARGEST = 32L << 20;

    private LogFiles() {}

    /** The files of the platform's processes, in the order of their names. */
    public static List<Path> all(Path directory) {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.log")) {
                found.forEach(file -> {
                    if (!OF_TOOLS.contains(nameOf(file))) {
                        files.add(file);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /** The name of the process that writes this file. */
    public static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.log$", "");
    }

    /**
     * Prevents the files from filling the disk: a large one is copied to {@code <name>.log.1} and truncated. The processes go
     * on writing to it, since they only append.
     */
    public static void makeRoom(Path directory) {
        all(directory).forEach(LogFiles::makeRoomIn);
    }

    private static void makeRoomIn(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
            }
        } catch (IOException noRoomForTheCopy) {
            // It stays large until there is space; a failure of log rotation does not end the platform.
        }
    }
}
