package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the JVMs of ZooKeeper and Kafka learnt in an earlier life, kept beside their jars: classes already loaded and
 * linked, which halves the work of a start. The JVM itself looks whether the jars are still the same, and does without
 * when they are not.
 */
public final class QuickStart {
    /** Writing it down takes its time. */
    public static final Duration TIME_TO_LEARN = Duration.ofMinutes(3);

    private QuickStart() {}

    /** The flags with which a JVM uses a cache, and keeps quiet if it cannot. */
    public static List<String> using(Path cache) {
        return List.of(
                "-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off", "-Xlog:cds*=off");
    }

    /** The flags with which a JVM writes a cache when it ends. It is of use only once it is {@linkplain #adopt adopted}. */
    public static List<String> learning(Path cache) {
        try {
            Files.createDirectories(cache.toAbsolutePath().getParent());
            Files.deleteIfExists(draft(cache));
            return List.of("-XX:AOTCacheOutput=" + draft(cache), "-Xlog:disable", "-Xlog:all=error:stderr");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the cache of a JVM that has ended into the place of an earlier one, if it was able to write one. */
    public static void adopt(Path cache) {
        try {
            if (Files.exists(draft(cache)) && Files.size(draft(cache)) > 0) {
                Files.move(draft(cache), cache, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path draft(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".new");
    }

    /** Where the cache of ZooKeeper or Kafka is, or would be. */
    public static Path cache(String server) {
        return KilatHome.brokerLibraries().resolveSibling("aot").resolve(server.toLowerCase(Locale.ROOT) + ".aot");
    }

    static List<String> use(String server) {
        Path cache = cache(server);
        return Files.isRegularFile(cache) ? using(cache) : List.of();
    }

    /** The jars of Kafka and ZooKeeper, always in the same order: a cache is for one class path. */
    static String libraries() {
        var jars = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(KilatHome.brokerLibraries(), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars.stream().sorted().map(Path::toString).collect(Collectors.joining(":"));
    }
}
