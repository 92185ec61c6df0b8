package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The operations console in Chromium, as {@code console/browser/run.mjs} walks through it; pictures are in the target folder. */
class ConsoleInBrowserTest {
    private static final Path HOME = Path.of(System.getenv("KILAT_HOME"));
    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");

    @Test
    void isWalkedThrough() throws Exception {
        Path console = HOME.resolve("console");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(CHROMIUM)), CHROMIUM + " is missing; apt-get install chromium brings it");
        Assumptions.assumeTrue(
                Files.isDirectory(console.resolve("node_modules/playwright-core")), "the console is not built");
        Kilat kilat = Kilat.shared();
        String token = ServiceTokens.from(Environment.of(Map.of("APP_ENV", "development")), "launcher", kilat.clock())
                .tokenFor("console");
        String link = ApiClient.at(kilat.port("console"))
                .as(token)
                .post("/internal/v1/console/links", Map.of())
                .expect(200)
                .data()
                .path("token")
                .asText();
        String base = "http://localhost:" + kilat.gatewayPort();
        Path output = Files.createTempFile("console", ".log");
        Process walk = new ProcessBuilder(List.of(
                        "node",
                        "browser/run.mjs",
                        base,
                        base + "/console/login#link=" + link,
                        HOME.resolve("acceptance/target/console").toString()))
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
}
