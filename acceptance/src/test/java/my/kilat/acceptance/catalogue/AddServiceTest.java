package my.kilat.acceptance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.service.ServicesMain;
import my.kilat.local.ChildProcess;
import my.kilat.local.FreePort;
import my.kilat.local.LocalKafka;
import my.kilat.local.PidFile;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/extend.md} on adding a service, followed to the letter in a copy of the source tree. */
class AddServiceTest {
    private static final int PORT = 8007;
    private static final String MODULE = "service-review";
    private static final int MOST_EDITED = 6;

    @TempDir
    private Path directory;

    private final int offset = IntStream.generate(
                    () -> ThreadLocalRandom.current().nextInt(2_000, 20_000))
            .filter(by -> IntStream.of(
                            Component.GATEWAY.port(), Component.IDENTITY.port(), PORT, Component.MANAGEMENT_PORT)
                    .allMatch(port -> FreePort.isFree(port + by)))
            .findFirst()
            .orElseThrow();

    @Test
    void theServiceRunsBehindTheGatewayAfterSixFilesWereEdited() throws Exception {
        SourceTree tree = SourceTree.copy(directory.resolve("tree"));
        Recipe.of(tree.path("docs/extend.md"), "Add a service").follow(tree.root());
        Set<String> edited = outside(tree);
        System.out.println("edited for a service: " + edited);
        assertThat(edited).hasSizeLessThanOrEqualTo(MOST_EDITED);

        ChangedProgram program = ChangedProgram.compile(tree, directory.resolve("classes"));
        program.run("my.kilat.launcher.Kilat", "services", "--write");
        System.out.println("and after --write: " + outside(tree));
        program.run(HandWritten.class.getName(), tree.root().toString());
        validateBuild(tree);
        serve(program);
    }

    private void serve(ChangedProgram program) throws IOException {
        TestPostgres postgres = TestServers.newPostgres();
        LocalKafka kafka = TestServers.newKafka();
        postgres.server().run(program.tree().path("infrastructure/infra/init-databases.sql"));
        ChildProcess process = ChildProcess.start(
                program.command(ServicesMain.class.getName(), "gateway", "identity", "review"),
                environment(postgres, kafka),
                directory,
                directory.resolve("services.log"),
                new PidFile(directory.resolve("services.pid")));
        try {
            awaitReady(process, PORT, "/readiness");
            awaitReady(process, Component.IDENTITY.port(), Component.IDENTITY.healthPath());
            awaitReady(process, Component.GATEWAY.port(), Component.GATEWAY.healthPath());
            review();
        } catch (Throwable e) {
            System.out.println(Files.readString(directory.resolve("services.log")));
            throw e;
        } finally {
            process.kill();
            kafka.kill();
            postgres.server().kill();
        }
    }

    private void review() {
        int gateway = Component.GATEWAY.port() + offset;
        ApiClient anybody = ApiClient.at(gateway);
        anybody.post("/api/v1/reviews", Map.of("text", "Mochi purred")).expect(401);

        ApiClient owner = Kilat.at(Map.of("gateway", gateway)).owner().client();
        String id = owner.post("/api/v1/reviews", Map.of("text", "Mochi purred"))
                .expect(201)
                .data()
                .path("id")
                .asText();
        assertThat(owner.get("/api/v1/reviews/" + id)
                        .expect(200)
                        .data()
                        .path("text")
                        .asText())
                .isEqualTo("Mochi purred");
        owner.post("/api/v1/reviews", Map.of("text", "")).expect(400);
        assertThat(ApiClient.at(Component.MANAGEMENT_PORT + offset)
                        .get("/routes")
                        .text())
                .containsPattern("/api/v1/reviews +review +header +general");
    }

    private Map<String, String> environment(TestPostgres postgres, LocalKafka kafka) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APP_ENV",
                "development",
                ServicesMain.PORT_OFFSET,
                Integer.toString(offset),
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(postgres.server().port()),
                "KAFKA_BROKERS",
                kafka.bootstrapServers(),
                "UPSTREAM_REVIEW",
                "http://127.0.0.1:" + (PORT + offset)));
        Component.services()
                .forEach(service ->
                        environment.put(service.addressSetting(), "http://127.0.0.1:" + (service.port() + offset)));
        return environment;
    }

    private void awaitReady(ChildProcess process, int port, String path) {
        Awaitility.await(path + " on " + port)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .failFast("the services have ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> ApiClient.at(port + offset).get(path).status() == 200);
    }

    /** The changed files that do not belong to the new module. */
    private static Set<String> outside(SourceTree tree) throws IOException {
        Set<String> outside = new TreeSet<>(tree.changed());
        outside.removeIf(file -> file.startsWith(MODULE));
        return outside;
    }

    /** Maven finds every module and every dependency between them. */
    private void validateBuild(SourceTree tree) throws IOException, InterruptedException {
        ProcessBuilder maven = new ProcessBuilder(
                tree.path("mvnw").toString(),
                "--offline",
                "--quiet",
                "--projects",
                MODULE + ",launcher",
                "--also-make",
                "-Dspotless.skip=true",
                "validate");
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        ChangedProgram.finish(maven.directory(tree.root().toFile()));
    }
}
