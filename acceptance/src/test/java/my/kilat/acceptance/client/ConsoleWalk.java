package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.local.KilatHome;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Assumptions;

/** Runs a script of {@code console/browser} in Chromium, logged in to the console of a platform. */
final class ConsoleWalk {
    /** Where the sources are. */
    static final Path HOME = KilatHome.find();

    /** Where the scripts put their pictures. */
    static final Path PICTURES = HOME.resolve("acceptance/target/console");

    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");

    private ConsoleWalk() {}

    /** Runs it to its end, which is good; skips the test where Chromium or the pages are missing. */
    static void run(Kilat kilat, String script, String... arguments) throws Exception {
        Path console = HOME.resolve("console");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(CHROMIUM)), CHROMIUM + " is missing; apt-get install chromium brings it");
        Assumptions.assumeTrue(
                Files.isDirectory(console.resolve("node_modules/playwright-core")), "the console is not built");
        String base = "http://localhost:" + kilat.gatewayPort();
        Path output = Files.createTempFile("console", ".log");
        List<String> command = new ArrayList<>(List.of(
                "node", "browser/" + script, base, base + "/console/login#link=" + link(kilat), PICTURES.toString()));
        command.addAll(List.of(arguments));
        Process walk = new ProcessBuilder(command)
                .directory(console.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(walk.waitFor(8, TimeUnit.MINUTES)).as("ends in time").isTrue();
            assertThat(walk.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            walk.destroyForcibly();
            Files.delete(output);
        }
    }

    /** The secret of a link that logs in once. */
    private static String link(Kilat kilat) {
        String token = ServiceTokens.from(Environment.of(Map.of("APP_ENV", "development")), "launcher", kilat.clock())
                .tokenFor("console");
        return ApiClient.at(kilat.port("console"))
                .as(token)
                .post("/internal/v1/console/links", Map.of())
                .expect(200)
                .data()
                .path("token")
                .asText();
    }
}
