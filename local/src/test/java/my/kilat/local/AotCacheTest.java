package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs, for it is their behaviour that makes the rules: they do not check a cache against its jars. */
class AotCacheTest {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC");
    private static final FileTime A_TIME = FileTime.from(1_700_000_000, TimeUnit.SECONDS);

    @TempDir
    private Path home;

    private Path library;
    private Path program;

    @BeforeEach
    void build() throws IOException {
        library = home.resolve("library.jar");
        program = home.resolve("program.jar");
        release(1);
        program("release");
    }

    private void program(String word) throws IOException {
        Jars.compile(program, "Program", """
                public class Program {
                    public static void main(String[] arguments) {
                        System.out.print("%s " + Library.release());
                    }
                }
                """.formatted(word), library);
    }

    /** Always under the same name, with the same size and time. */
    private void release(int number) throws IOException {
        Jars.compile(library, "Library", """
                public class Library {
                    public static String release() {
                        return "%s";
                    }
                    public static void main(String[] arguments) {
                        release();
                    }
                }
                """.formatted(Integer.toString(number)));
        Files.setLastModifiedTime(library, A_TIME);
    }

    @Test
    void aProgramStartsFromTheCacheOfItsJars() throws Exception {
        AotCache cache = cache(library, program);
        assertThat(cache.isDue()).isTrue();
        assertThat(cache.using()).as("before there is one").isEmpty();

        train(cache, library, program);

        assertThat(cache.isDue()).isFalse();
        assertThat(cache.using()).isNotEmpty();
        // Without a cache, or with one that cannot be used, this JVM would not start.
        assertThat(run(cache(library, program), List.of("-XX:AOTMode=on"), library, program))
                .isEqualTo("release 1");
        anotherClassPathOrOtherFlagsHaveAnotherCache();
    }

    private void anotherClassPathOrOtherFlagsHaveAnotherCache() throws IOException {
        assertThat(cache(program, library).using()).as("another order").isEmpty();
        assertThat(cache(program).using()).as("a jar is missing").isEmpty();
        Path moved = home.resolve("other.jar");
        Files.copy(library, moved);
        assertThat(cache(moved, program).using()).as("another path").isEmpty();
        for (List<String> flags : List.of(List.of("-XX:+UseParallelGC"), List.<String>of())) {
            assertThat(AotCache.of(directory(), "program", paths(library, program), flags)
                            .using())
                    .isEmpty();
        }
    }

    @Test
    void aLibraryOfAnotherVersionRunsItsOwnCodeThoughItsNameSizeAndTimeAreTheSame() throws Exception {
        AotCache old = cache(library, program);
        train(old, library, program);
        long size = Files.size(library);

        release(2);

        assertThat(Files.size(library)).isEqualTo(size);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(A_TIME);
        AotCache now = cache(library, program);
        assertThat(now.isDue()).isTrue();
        assertThat(run(now, List.of(), library, program)).isEqualTo("release 2");

        train(now, library, program);
        assertThat(run(cache(library, program), List.of(), library, program)).isEqualTo("release 2");
        assertThat(old.file()).as("the old one is deleted").doesNotExist();
    }

    @Test
    void aJarBehindThoseOfTheCacheMayChangeWithEveryBuild() throws Exception {
        AotCache.Training training = cache(library).train();
        run("Library", training.flags(), library);
        assertThat(training.finish(true)).isTrue();
        assertThat(run(cache(library), List.of("-XX:AOTMode=on"), library, program))
                .isEqualTo("release 1");

        program("version");

        assertThat(run(cache(library), List.of("-XX:AOTMode=on"), library, program))
                .isEqualTo("version 1");
    }

    @Test
    void aCacheThatWasNotWrittenToItsEndIsNeverUsed() throws Exception {
        AotCache cache = cache(library, program);

        AotCache.Training broken = cache.train();
        Files.writeString(draft(broken), "not everything");
        assertThat(broken.finish(false)).as("killed while it wrote").isFalse();
        assertThat(cache.using()).isEmpty();

        AotCache.Training torn = cache.train();
        run(torn.flags(), library, program);
        byte[] whole = Files.readAllBytes(draft(torn));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        whole[whole.length / 2] ^= 0x55;
        Files.write(draft(torn), whole);
        assertThat(torn.finish(true)).as("a byte is wrong").isFalse();
        assertThat(cache.using()).isEmpty();
        Files.write(draft(torn), half);
        assertThat(torn.finish(true)).as("half of it is missing").isFalse();
        assertThat(cache.using()).isEmpty();

        AotCache.Training overtaken = cache.train();
        Files.writeString(draft(overtaken), "of the jars as they were");
        release(2);
        assertThat(overtaken.finish(true)).as("a jar changed meanwhile").isFalse();
        assertThat(cache.using()).isEmpty();
        assertThat(files()).as("no drafts are left").isEmpty();
    }

    @Test
    void whatIsOfNoUseAnyMoreIsDeletedAndWhatSomebodyElseWritesIsNot() throws Exception {
        long dead = new ProcessBuilder("true").start().onExit().join().pid();
        Files.createDirectories(directory());
        for (String name :
                List.of("program.aot", "program-0123.aot", "program-0123.failed", "program-0123." + dead + ".draft")) {
            Files.writeString(directory().resolve(name), "old");
        }
        Path others = directory().resolve("programmes-0123.aot");
        Path written =
                directory().resolve("program-0123." + ProcessHandle.current().pid() + ".draft");
        Files.writeString(others, "of another program");
        Files.writeString(written, "not complete yet");

        AotCache cache = cache(library, program);
        cache.trainingFailed();
        assertThat(cache.isDue()).as("until something changes").isFalse();
        assertThat(cache.using()).isEmpty();
        assertThat(files()).contains(others, written).hasSize(3);
        release(2);
        assertThat(cache(library, program).isDue())
                .as("since then a jar has changed")
                .isTrue();
    }

    private Path directory() {
        return home.resolve("aot");
    }

    private AotCache cache(Path... jars) {
        return AotCache.of(directory(), "program", paths(jars), FLAGS);
    }

    private static void train(AotCache cache, Path... jars) throws Exception {
        AotCache.Training training = cache.train();
        run(training.flags(), jars);
        assertThat(training.finish(true)).isTrue();
    }

    private static String run(AotCache cache, List<String> flags, Path... jars) throws Exception {
        var all = new ArrayList<>(cache.using());
        all.addAll(flags);
        return run(all, jars);
    }

    private static String run(List<String> flags, Path... jars) throws Exception {
        return run("Program", flags, jars);
    }

    private static String run(String main, List<String> flags, Path... jars) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, paths(jars)), main));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = process.inputReader().readAllAsString();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> paths(Path... jars) {
        return List.of(jars).stream().map(Path::toString).toList();
    }

    private static Path draft(AotCache.Training training) {
        return Path.of(training.flags().getFirst().substring("-XX:AOTCacheOutput=".length()));
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory())) {
            found.forEach(files::add);
        }
        return files;
    }
}
