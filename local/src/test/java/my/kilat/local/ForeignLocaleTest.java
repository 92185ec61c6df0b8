package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The servers on a machine that writes other digits, from right to left, and in a directory with an awkward name. */
class ForeignLocaleTest {
    @Test
    void allServersStartUnderAPersianLocaleAndSettingsForAnotherServer() throws Exception {
        Path parent = Files.createTempDirectory(
                "kilat-locale-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            assertThat(start(parent)).contains("booking.events[۰]", "kafka 1 record", "postgres 1 row");
        } finally {
            Directories.delete(parent);
        }
    }

    @Test
    void aServerOfOthersInheritsNothingOfTheLocaleAndNoSettingsOfOtherServers() {
        var environment = new HashMap<>(Map.of(
                "LC_ALL", "fa_IR.UTF-8",
                "LC_MESSAGES", "fa_IR.UTF-8",
                "LANG", "ar_EG.UTF-8",
                "LANGUAGE", "fa",
                "TZ", "Asia/Kathmandu",
                "PGPORT", "1",
                "JAVA_TOOL_OPTIONS", "-Duser.language=fa",
                "PATH", "/usr/bin"));

        CleanEnvironment.apply(environment);

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("LC_ALL", CleanEnvironment.LOCALE, "TZ", "UTC", "PATH", "/usr/bin"));
    }

    private static String start(Path parent) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=fa",
                        "-Duser.country=IR",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersAbroad.class.getName(),
                        parent.toString())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // The JVM takes the charset of file names from here; its language it has from the flags.
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("LANG", "fa_IR.UTF-8");
        environment.put("LANGUAGE", "fa:ar");
        environment.put("TZ", "Asia/Kathmandu");
        environment.put("PGHOSTADDR", "192.0.2.1");
        environment.put("PGSSLMODE", "verify-full");
        environment.put("PGOPTIONS", "-c no_such_setting=1");
        environment.put("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        environment.put("_JAVA_OPTIONS", "-Dfile.encoding=ISO-8859-1 -Dstdout.encoding=UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = process.inputReader().readAllAsString();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
