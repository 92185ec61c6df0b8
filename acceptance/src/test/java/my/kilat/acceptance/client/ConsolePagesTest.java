package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages get into an image only if they were built from the sources of that image, as {@code console/build check} tells. */
class ConsolePagesTest {
    private static final String PAGES = "console/target/classes/my/kilat/console/pages/index.html";

    @TempDir
    Path copy;

    @BeforeEach
    void copyWhatAnImageIsBuiltFrom() throws IOException {
        Path home = KilatHome.find();
        Assumptions.assumeTrue(
                Files.exists(home.resolve(PAGES)) && Files.exists(home.resolve("console/target/made")),
                "the console is not built");
        try (Stream<Path> files = Files.walk(home.resolve("console/src"))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(home, home.relativize(file)));
        }
        List.of(
                        "build",
                        "package.json",
                        "package-lock.json",
                        "tsconfig.json",
                        "index.html",
                        "vite.config.ts",
                        "eslint.config.js",
                        "target/made")
                .forEach(name -> copy(home, Path.of("console", name)));
        copy(home, Path.of("contract/console.yaml"));
        copy(home, Path.of(PAGES));
    }

    private void copy(Path home, Path file) {
        try {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(home.resolve(file), copy.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Checked(int exit, String words) {}

    private Checked check() throws Exception {
        Process process = new ProcessBuilder("sh", "console/build", "check")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Checked(process.exitValue(), words);
    }

    private void change(String file) throws IOException {
        Files.writeString(copy.resolve(file), "\n", StandardOpenOption.APPEND);
    }

    @Test
    void pagesOfTheseSourcesAreGood() throws Exception {
        assertThat(check()).isEqualTo(new Checked(0, ""));
    }

    @Test
    void pagesOfOtherSourcesAreNot() throws Exception {
        for (String file : List.of("console/src/words/en.ts", "contract/console.yaml", "console/package-lock.json")) {
            String before = Files.readString(copy.resolve(file));
            change(file);
            assertThat(check().exit()).as(file).isEqualTo(1);
            assertThat(check().words()).contains("built from other sources");
            Files.writeString(copy.resolve(file), before);
        }
        assertThat(check().exit()).isZero();
        Files.delete(copy.resolve("console/target/made"));
        assertThat(check().exit()).isEqualTo(1);
    }

    @Test
    void withoutPagesThereAreNone() throws Exception {
        Files.delete(copy.resolve(PAGES));
        assertThat(check().exit()).isEqualTo(1);
        assertThat(check().words()).contains("not built");
    }
}
