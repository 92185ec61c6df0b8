package my.kilat.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the images, which choose the AOT cache of a container, with a java that only says what it was told. */
class ImageCacheTest {
    @TempDir
    private Path root;

    private Path home;
    private Path jdk;
    private Path jar;

    @BeforeEach
    void lay() throws IOException {
        home = Files.createDirectories(root.resolve("opt/kilat"));
        jdk = Files.createDirectories(root.resolve("jdk/bin")).getParent();
        Path image = KilatHome.find().resolve("infrastructure/image");
        for (String script : new String[] {"start", "cache-name"}) {
            Files.copy(image.resolve(script), home.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path java = jdk.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        release("25.0.3");
        jar = home.resolve("a.jar");
        Path other = home.resolve("b.jar");
        Files.writeString(jar, "code");
        Files.writeString(other, "more code");
        Files.writeString(home.resolve("java.args"), "-XX:+UseSerialGC\n-cp " + jar + ":" + other + "\n");
    }

    @Test
    void aContainerUsesTheCacheOfItsOwnJarsFlagsAndJvmOnly() throws Exception {
        assertThat(start(Map.of())).isEqualTo("@" + home.resolve("java.args") + " my.kilat.booking.Main");

        Path cache = Path.of(run("cache-name", Map.of()));
        Files.writeString(cache, "a cache");
        assertThat(start(Map.of())).contains(" -XX:AOTCache=" + cache + " ").endsWith(" my.kilat.booking.Main");
        assertThat(start(Map.of("JAVA_OPTS", "-Xmx1g -Dx=1"))).contains(cache.toString(), " -Xmx1g -Dx=1 my.");

        FileTime time = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "CODE");
        Files.setLastModifiedTime(jar, time);
        assertThat(start(Map.of())).as("a jar of the same size and time").doesNotContain("AOTCache");
        Files.writeString(jar, "code");
        assertThat(start(Map.of())).as("as it was").contains("AOTCache");

        release("25.0.4");
        assertThat(start(Map.of())).as("another JVM").doesNotContain("AOTCache");
        release("25.0.3");

        String flags = Files.readString(home.resolve("java.args"));
        Files.writeString(home.resolve("java.args"), flags.replace("Serial", "Parallel"));
        assertThat(start(Map.of())).as("another flag").doesNotContain("AOTCache");
        Files.writeString(home.resolve("java.args"), flags.replace(jar + ":", ""));
        assertThat(start(Map.of())).as("another class path").doesNotContain("AOTCache");
        Files.writeString(home.resolve("java.args"), flags);
        assertThat(start(Map.of("JAVA_OPTS", "-Xmx1g -cp other.jar"))).doesNotContain("AOTCache");
        assertThat(start(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:agent.jar"))).doesNotContain("AOTCache");

        Files.delete(jar);
        assertThat(start(Map.of()))
                .as("a jar is missing")
                .doesNotContain("AOTCache")
                .endsWith("my.kilat.booking.Main");
    }

    private String start(Map<String, String> environment) throws Exception {
        return run("start", environment);
    }

    private String run(String script, Map<String, String> environment) throws Exception {
        var builder =
                new ProcessBuilder(home.resolve(script).toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        builder.environment().put("SERVICE", "booking");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().merge("PATH", jdk.resolve("bin").toString(), (path, ours) -> ours + ":" + path);
        Process process = builder.start();
        String said =
                process.inputReader(StandardCharsets.UTF_8).readAllAsString().strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private void release(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }
}
