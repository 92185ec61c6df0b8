package my.kilat.launcher.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the process that listens on a TCP port, on Linux only. */
public final class PortOwner {
    private static final Pattern LISTENER =
            Pattern.compile("\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) \\S+ 0A (?:\\S+ ){3}\\s*\\d+\\s+\\d+ (\\d+) .*");

    private PortOwner() {}

    /** The process, in words: {@code postgres (pid 4711)}. Empty if we may not see it. */
    public static Optional<String> describe(int port) {
        return inode(port).flatMap(PortOwner::holder).map(pid -> name(pid) + " (pid " + pid + ")");
    }

    /** The inode of the socket that listens on the port. */
    static Optional<String> inode(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(PortOwner::lines)
                .map(LISTENER::matcher)
                .filter(Matcher::matches)
                .filter(line -> Integer.parseInt(line.group(1), 16) == port)
                .map(line -> line.group(2))
                .findFirst();
    }

    private static Optional<String> holder(String inode) {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, wanted)) {
                    return Optional.of(process.getFileName().toString());
                }
            }
        } catch (IOException notLinux) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String wanted) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException notOursOrGone) {
            return false;
        }
        return false;
    }

    private static String name(String pid) {
        List<String> lines = lines("/proc/" + pid + "/comm").toList();
        return lines.isEmpty() ? "a process" : lines.getFirst().toLowerCase(Locale.ROOT);
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }
}
