package my.kilat.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.local.ChildProcess;
import my.kilat.local.FreePort;
import my.kilat.local.PidFile;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;

/** An instance of dispatch in a process of its own, which can be killed. */
final class Victim implements AutoCloseable {
    private final ChildProcess process;
    private final int port;

    private Victim(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it beside the instances that run in that environment, and waits until it is ready. */
    static Victim start(Environment environment) {
        int port = FreePort.next();
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.put("SERVICE_PORT", Integer.toString(port));
        try {
            Path directory = Files.createTempDirectory("kilat-dispatch");
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName());
            Victim victim = new Victim(
                    ChildProcess.start(
                            command,
                            variables,
                            directory,
                            directory.resolve("dispatch.log"),
                            new PidFile(directory.resolve("dispatch.pid"))),
                    port);
            victim.awaitReady();
            return victim;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await("another instance of dispatch")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(process.howItEnded());
                    }
                })
                .ignoreExceptions()
                .until(() -> ApiClient.at(port).get("/readiness").status() == 200);
    }

    /** The app of a runner whom it answers. */
    ApiClient as(UUID runner) {
        return ApiClient.at(port).as(TestTokens.runner(runner));
    }

    /** A runner accepts an offer, and need not hear the answer. */
    void accept(UUID runner, OfferResource offer) {
        ApiClient client = as(runner);
        Thread.startVirtualThread(() -> {
            try {
                client.post("/api/v1/offers/" + offer.id() + "/accept");
            } catch (UncheckedIOException killed) {
                // The answer has died with its process.
            }
        });
    }

    /** Ends it the way a power cut does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.kill();
    }
}
