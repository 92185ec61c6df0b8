package my.kilat.local;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AOT cache of the JVM: classes that an earlier run has loaded and linked, which halves the time of a start.
 *
 * <p>The JVM does not check such a cache against the jars: after a jar has changed it runs the code that is in the cache. So a
 * cache is named after everything that it depends on ({@link AotKey}), and is created and used only under that name. It is
 * written to a temporary file, which is renamed when it is complete and the JVM has verified it. All files of other names are
 * deleted then.
 */
public final class AotCache {
    /** How long a JVM may take to write its cache when it ends. */
    public static final Duration TIME_TO_TRAIN = Duration.ofMinutes(3);

    /** Flags that suppress the JVM's output except errors, and all messages about its cache. */
    private static final List<String> QUIET =
            List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off", "-Xlog:cds*=off");

    private static final Duration TIME_TO_VERIFY = Duration.ofSeconds(60);
    private static final Pattern DRAFT = Pattern.compile(".*\\.(\\d+)\\.draft(\\.config)?");

    private final Path directory;
    private final String name;
    private final AotKey key;

    private AotCache(Path directory, String name, AotKey key) {
        this.directory = directory.toAbsolutePath();
        this.name = name;
        this.key = key;
    }

    /**
     * The cache of a program. Reads every jar.
     *
     * @param directory of its caches
     * @param name of the program; no other in the same directory may have a name that begins with it
     * @param classPath the jars of the training, in order; a JVM that uses the cache may append further ones
     * @param flags the flags of both the training and the use, without the sizes of memory
     * @throws UncheckedIOException if a jar cannot be read
     */
    public static AotCache of(Path directory, String name, List<String> classPath, List<String> flags) {
        return new AotCache(directory, name, AotKey.of(classPath, flags));
    }

    /** The file, whether or not it exists. */
    public Path file() {
        return directory.resolve(name + "-" + key.hash() + ".aot");
    }

    /** Whether a training is needed: there is no cache, and no training with this key has failed. */
    public boolean isDue() {
        return !Files.exists(file()) && !Files.exists(failure());
    }

    /** The flags with which a JVM uses the cache; none without a cache. */
    public List<String> using() {
        if (!Files.isRegularFile(file())) {
            return List.of();
        }
        var flags = new ArrayList<>(List.of("-XX:AOTCache=" + file()));
        flags.addAll(QUIET);
        return flags;
    }

    /** Prepares a run that writes the cache at its end. */
    public Training train() {
        try {
            Files.createDirectories(directory);
            var training = new Training(directory.resolve(
                    name + "-" + key.hash() + "." + ProcessHandle.current().pid() + ".draft"));
            Files.deleteIfExists(training.draft);
            return training;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records that a training failed, so that it is not repeated at every start. */
    public void trainingFailed() {
        try {
            Files.createDirectories(directory);
            Files.writeString(failure(), "");
            deleteOthers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path failure() {
        return directory.resolve(name + "-" + key.hash() + ".failed");
    }

    /** A run that writes the cache. */
    public final class Training {
        private final Path draft;

        private Training(Path draft) {
            this.draft = draft;
        }

        /** The JVM's flags in addition to those of the cache. */
        public List<String> flags() {
            return List.of("-XX:AOTCacheOutput=" + draft, "-Xlog:disable", "-Xlog:all=error:stderr");
        }

        /**
         * Renames the cache to its final name, unless it is unusable or a jar has changed since the training began.
         *
         * @param complete whether the JVM ended by itself, and so had the time to write everything
         * @return whether there is a cache now
         */
        public boolean finish(boolean complete) {
            try {
                boolean good = complete && Files.isRegularFile(draft) && key.stillHolds() && verify();
                if (good) {
                    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                        // Otherwise the rename might survive a crash of the machine, and the content not.
                        channel.force(true);
                    }
                    Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
                    deleteOthers();
                }
                Files.deleteIfExists(draft);
                return good;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Makes a JVM map it and check its checksums, which the ordinary start does not do. */
        private boolean verify() throws IOException {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(key.flags());
            command.addAll(List.of("-XX:AOTMode=on", "-XX:+VerifySharedSpaces", "-XX:AOTCache=" + draft));
            command.addAll(List.of("-cp", key.classPath(), "-version"));
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            CleanEnvironment.apply(builder.environment());
            Process process = builder.start();
            try {
                if (process.waitFor(TIME_TO_VERIFY.toSeconds(), TimeUnit.SECONDS)) {
                    return process.exitValue() == 0;
                }
                process.destroyForcibly();
                return false;
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Deletes the caches of other jars, JVMs and flags, and abandoned temporary files. */
    private void deleteOthers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name + "{-,.}*")) {
            for (Path file : files) {
                if (!file.equals(file()) && !file.equals(failure()) && !isBeingWritten(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        if (Files.exists(file())) {
            Files.deleteIfExists(failure());
        }
    }

    private static boolean isBeingWritten(Path file) {
        Matcher draft = DRAFT.matcher(file.getFileName().toString());
        return draft.matches()
                && ProcessHandle.of(Long.parseLong(draft.group(1)))
                        .filter(Processes::isAlive)
                        .isPresent();
    }
}
