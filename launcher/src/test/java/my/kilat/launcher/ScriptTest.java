package my.kilat.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code kilat} in awkward places, with a JDK and a Maven that only say what they were told. */
class ScriptTest {
    private static final String SAY_ALL = """
            #!/bin/sh
            printf '%s\\n' "$@"
            for name in KILAT_HOME LC_ALL MAVEN_ARGS MAVEN_USER_HOME PWD; do
              eval "printf '%s=%s\\n' $name \\"\\$$name\\""
            done
            """;

    @TempDir
    private Path root;

    private Path home;
    private Path target;
    private Path jdk;

    @BeforeEach
    void lay() throws IOException {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("what this JVM can name a directory in")
                .isEqualTo("UTF-8");
        home = root.resolve("my pläce, of 'pets'");
        target = Files.createDirectories(home.resolve("launcher/target/lib")).getParent();
        for (String directory : List.of(
                "contract", "broker/target/lib", "local", "platform", "api-gateway", "service-booking", "launcher")) {
            Files.createDirectories(home.resolve(directory));
        }
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.copy(KilatHome.find().resolve("kilat"), home.resolve("kilat"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : List.of("launcher-1.0.0-SNAPSHOT.jar", "lib/a.jar", "lib/b.jar")) {
            Files.writeString(target.resolve(file), "");
        }
        Files.writeString(target.resolve("class-path"), "lib/a.jar:lib/b.jar");
        Files.writeString(target.resolve(".built"), "");
        jdk = Files.createDirectories(root.resolve("the jdk/bin")).getParent();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        program(jdk.resolve("bin/java"), SAY_ALL);
        program(jdk.resolve("bin/javac"), SAY_ALL);
    }

    @Test
    void itFindsItsPlaceUnderALocaleThatIsNotInstalledAndFromAnotherDirectory() throws Exception {
        Path elsewhere = Files.createDirectories(root.resolve("else where"));
        List<String> said = kilat(
                elsewhere,
                Map.of("LANG", "ar_EG.UTF-8", "LC_ALL", "fa_IR", "TMPDIR", elsewhere.toString(), "HOME", "/proc"),
                "demo",
                "--url",
                "two words");

        String jars = target.resolve("launcher-1.0.0-SNAPSHOT.jar") + ":" + target.resolve("lib/a.jar") + ":"
                + target.resolve("lib/b.jar");
        assertThat(said)
                .contains(jars, "KILAT_HOME=" + home, "PWD=" + elsewhere)
                .containsSubsequence("-cp", jars, "my.kilat.launcher.Kilat", "demo", "--url", "two words");
        if (System.getProperty("os.name").startsWith("Linux")) {
            assertThat(said).contains("LC_ALL=C.UTF-8");
        }
    }

    @Test
    void itIsFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("kilat link"), home.resolve("kilat"));

        assertThat(run(link, root, Map.of(), "ps")).contains("KILAT_HOME=" + home);
    }

    @Test
    void aHomeThatCannotBeWrittenToKeepsMavenFromNothing() throws Exception {
        Files.delete(target.resolve(".built"));
        program(home.resolve("mvnw"), SAY_ALL);
        // Not even root makes a directory there.
        kilat(root, Map.of("HOME", "/proc", "KILAT_STATE", root.resolve("state").toString()), "ps");
        kilat(root, Map.of("HOME", "/proc", "KILAT_STATE", root.resolve("state").toString()), "up");
        assertThat(Files.readAllLines(root.resolve("state/log/build.log")))
                .contains("MAVEN_ARGS= -Dmaven.repo.local=" + root.resolve("state/maven/repository"))
                .contains("MAVEN_USER_HOME=" + root.resolve("state/maven"))
                .contains("--projects");

        Files.delete(target.resolve(".built"));
        kilat(root, Map.of("HOME", root.toString(), "KILAT_STATE", "state"), "up");
        assertThat(Files.readAllLines(home.resolve("state/log/build.log"))).contains("MAVEN_ARGS=", "MAVEN_USER_HOME=");
    }

    private List<String> kilat(Path directory, Map<String, String> environment, String... words) throws Exception {
        return run(home.resolve("kilat"), directory, environment, words);
    }

    private List<String> run(Path script, Path directory, Map<String, String> environment, String... words)
            throws Exception {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_") || name.startsWith("KILAT_"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
