package my.kilat.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmClassPathTest {
    @TempDir
    private Path target;

    private Path library;
    private Path ours;
    private JvmClassPath classPath;

    @BeforeEach
    void build() throws IOException {
        library = Files.createDirectories(target.resolve("lib")).resolve("vertx-core-5.0.10.jar");
        ours = target.resolve("lib/platform-1.0.0-SNAPSHOT.jar");
        Files.writeString(library, "code of others");
        Files.writeString(ours, "code of ours");
        classPath = new JvmClassPath(List.of(library.toString()), List.of(ours.toString()), target.resolve("quick"));
    }

    @Test
    void aCacheIsForTheLibrariesByTheirContentAndLetsOursChange() throws IOException {
        Path cache = classPath.cache().file();
        assertThat(classPath.cache().file()).as("nothing has changed").isEqualTo(cache);

        Files.writeString(ours, "newer code");
        assertThat(classPath.cache().file()).isEqualTo(cache);

        FileTime time = Files.getLastModifiedTime(library);
        Files.writeString(library, "CODE of others");
        Files.setLastModifiedTime(library, time);
        assertThat(classPath.cache().file()).isNotEqualTo(cache);
    }

    @Test
    void theOnlyClassOfOursInTheCacheIsWrittenAnewAndCounts() throws IOException {
        Path cache = classPath.cache().file();
        Path boot = target.resolve("quick/boot.jar");
        assertThat(classPath.forTraining()).containsExactly(boot.toString(), library.toString());
        assertThat(classPath.withCache()).startsWith(boot.toString(), library.toString());

        Files.writeString(boot, "of another build");

        assertThat(classPath.cache().file()).isEqualTo(cache);
        assertThat(Files.size(boot)).isGreaterThan(500);
    }

    @Test
    void thereIsNoCacheWhereTheLibrariesAreNotThoseOfTheBuild() {
        assertThat(classPath.isCacheable()).isTrue();
        assertThat(new JvmClassPath(List.of("/root/.m2/vertx-core.jar"), List.of(), target.resolve("quick"))
                        .isCacheable())
                .isFalse();
        assertThat(JvmClassPath.ofThisJvm(target).isCacheable()).isFalse();
    }
}
