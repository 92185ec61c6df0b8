package my.kilat.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import my.kilat.acceptance.command.Machine.Answer;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Phase;
import my.kilat.local.LocalKafka;
import my.kilat.local.Processes;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.Test;

/** The whole platform, started and ended as a person does. */
class UpTest {
    /** One platform from its first start to its end: each further start costs half a minute. */
    @Test
    void itComesUpOutlivesWhateverDiesAndEnds() throws Exception {
        try (var machine = new Machine()) {
            comesUpAndSaysWhereItIs(machine);
            everyPartThatDiesComesBackAndNoRideIsLost(machine);
            restartsWhatTheConsoleAsksFor(machine);
            endsAndKeepsItsData(machine);
            survivesBeingKilled(machine);
            withoutRestartsEndsWhenAPartDies(machine);
            assertThat(machine.kilat("down", "-v").code()).isZero();
            assertThat(machine.layout().data()).doesNotExist();
        }
    }

    private static void comesUpAndSaysWhereItIs(Machine machine) throws IOException {
        // Two at once: one is the supervisor, and both say when everything is up.
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(machine::up);
        for (Answer up : List.of(machine.up(), other.join())) {
            assertThat(up.code()).as(up.words()).isZero();
            assertThat(up.words())
                    .contains(
                            "Kilat is up", "http://localhost:" + machine.ports().shifted(Component.GATEWAY.port()))
                    .contains("owner.test@kilat.my", "./kilat demo");
        }

        Answer status = machine.kilat("status", "--json");
        assertThat(status.code()).as(status.words()).isZero();
        assertThat(status.words()).contains("\"phase\":\"up\"", "\"healthy\":true", "\"name\":\"booking\"");
        assertThat(machine.kilat("ps").words()).contains("postgres", "zookeeper", "kafka", "services", "gateway");
        assertThat(machine.kilat("logs", "identity").words()).contains("identity");
        assertThat(machine.kilat("replay", "booking.events.dlq").words()).contains("Nothing to send back");

        // Nobody but this machine reaches anything of it.
        assertThat(machine.listening())
                .hasSizeGreaterThan(10)
                .allMatch(address -> address.startsWith("127.0.0.1:") || address.startsWith("[0:0:0:0:0:0:0:1]:"));

        Answer again = machine.up();
        assertThat(again.code()).isZero();
        assertThat(again.words()).contains("is up already");
    }

    private static void everyPartThatDiesComesBackAndNoRideIsLost(Machine machine) throws Exception {
        List<ProcessHandle> first = machine.everything();

        CompletableFuture<Integer> demo = machine.demo(12);
        machine.awaitBookings(BookingStatus.ACCEPTED, 3);
        Machine.kill(List.of(machine.child("services")));
        assertThat(demo.get(4, TimeUnit.MINUTES))
                .as("exit code of the demo: all final, all settled, ledger at zero")
                .isZero();

        Machine.kill(
                Stream.of("postgres", "zookeeper", "kafka").map(machine::child).toList());
        machine.awaitHealth();
        MemoryHog.enter(machine.child("services"));
        await().atMost(Duration.ofSeconds(30)).until(() -> machine.deaths("services") == 2);
        machine.awaitHealth();

        assertThat(machine.supervisor()).isEqualTo(first.getFirst());
        assertThat(machine.everything()).doesNotContainAnyElementsOf(first.subList(1, first.size()));
        String reason = "services died 2 times and was started again; the last time it ran out of memory (exit code 3)";
        assertThat(machine.kilat("ps").words()).contains(reason, "kafka died once");
        assertThat(machine.kilat("status").words()).contains(reason);
        assertThat(machine.kilat("logs", "supervisor").words())
                .contains("The JVM of the services was killed (signal 9); started again in 1 s, 1 of 5")
                .contains("The JVM of the services ran out of memory (exit code 3); started again in")
                .contains("ZooKeeper is back");
    }

    private static void restartsWhatTheConsoleAsksFor(Machine machine) {
        ApiClient console = machine.console();
        ProcessHandle kafka = machine.child("kafka");
        ProcessHandle services = machine.child("services");
        int deaths = machine.deaths("services");
        console.post("/api/v1/console/simulator/broker/away", Map.of("seconds", 5, "reason", "to see what waits"))
                .expect(200);
        assertThat(processes(console).findValuesAsText("state")).contains("suspended");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !processes(console).findValuesAsText("state").contains("suspended"));
        console.post("/api/v1/console/system/processes/services/restart", Map.of("reason", "to see it come back"))
                .expect(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> machine.state()
                        .child("services")
                        .flatMap(Child::living)
                        .filter(living -> !living.equals(services))
                        .isPresent());
        machine.awaitHealth();
        assertThat(machine.deaths("services")).as("an order is no death").isEqualTo(deaths);
        assertThat(machine.child("kafka")).isEqualTo(kafka);
        assertThat(processes(console).findValuesAsText("state"))
                .as("the session outlives it")
                .containsOnly("running");
    }

    private static JsonNode processes(ApiClient console) {
        return console.get("/api/v1/console/system/processes")
                .expect(200)
                .data()
                .path("processes");
    }

    private static void endsAndKeepsItsData(Machine machine) {
        List<ProcessHandle> processes = machine.everything();
        assertThat(processes).hasSizeGreaterThan(4);
        Answer down = machine.kilat("down");
        assertThat(down.code()).as(down.words()).isZero();
        assertThat(processes).noneMatch(Processes::isAlive);
        assertThat(machine.kilat("down").words()).contains("not running");
        assertThat(machine.layout().data()).exists();

        Answer up = machine.up();
        assertThat(up.code()).as(up.words()).isZero();
        machine.awaitBookings(BookingStatus.COMPLETED, 1);
    }

    private static void survivesBeingKilled(Machine machine) {
        Machine.kill(machine.everything());
        assertThat(machine.kilat("status").code()).isEqualTo(1);
        Answer afterAll = machine.up();
        assertThat(afterAll.code()).as(afterAll.words()).isZero();

        List<ProcessHandle> orphans = machine.state().children().stream()
                .flatMap(child -> child.living().stream())
                .toList();
        Machine.kill(List.of(machine.supervisor()));
        assertThat(orphans).hasSize(4).allMatch(Processes::isAlive);
        assertThat(machine.kilat("ps").words()).contains("outlived their supervisor");
        Answer afterSupervisor = machine.up("--no-restart");
        assertThat(afterSupervisor.code()).as(afterSupervisor.words()).isZero();
        assertThat(orphans).noneMatch(Processes::isAlive);
    }

    private static void withoutRestartsEndsWhenAPartDies(Machine machine) {
        List<ProcessHandle> processes = machine.everything();
        Machine.kill(List.of(machine.child("kafka")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(processes).noneMatch(Processes::isAlive));
        assertThat(machine.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(machine.state().message()).isEqualTo("Kafka was killed (signal 9).");
        assertThat(machine.kilat("ps").words()).contains("Kafka was killed");
    }

    @Test
    void withAJvmForEachServiceTheOthersLiveOnWhenOneDies() throws Exception {
        try (var machine = new Machine()) {
            Answer up = machine.up("--processes", "--kraft", "--lan");
            assertThat(up.code()).as(up.words()).isZero();
            assertThat(machine.listening().stream().filter(address -> !address.startsWith("127.0.0.1:")))
                    .as("what other machines reach")
                    .singleElement()
                    .asString()
                    .matches("(0\\.0\\.0\\.0|\\[0:0:0:0:0:0:0:0\\]):"
                            + machine.ports().shifted(Component.GATEWAY.port()));
            assertThat(machine.state().child("zookeeper")).isEmpty();
            ProcessHandle payment = machine.child("payment");
            ProcessHandle booking = machine.child("booking");

            Machine.kill(List.of(payment));

            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                assertThat(machine.state().child("payment").flatMap(Child::living))
                        .isPresent()
                        .get()
                        .isNotEqualTo(payment);
            });
            machine.awaitHealth();
            assertThat(booking.isAlive()).isTrue();
        }
    }

    @Test
    void whatItWaitsForIsSaidAndTheEndHasAReason() throws Exception {
        try (var machine = new Machine();
                LocalKafka kafka = TestServers.newSecuredKafka()) {
            int port = kafka.listeners().saslSsl();
            Answer up = machine.kilat(
                    Map.of("KAFKA_BROKERS", "127.0.0.1:" + port, "KILAT_UP_WAIT", "45s"),
                    "up",
                    "-d",
                    "--port-offset",
                    Integer.toString(machine.ports().offset()));

            assertThat(up.code()).isEqualTo(1);
            String reason =
                    "the broker at 127.0.0.1:" + port + " speaks TLS and wants a login by PLAIN or SCRAM-SHA-256,"
                            + " but KAFKA_SECURITY_PROTOCOL is PLAINTEXT; set it to SASL_SSL";
            assertThat(up.words())
                    .contains("… booking waits: topics has not begun: " + reason)
                    .contains("Not everything was ready within 45 s:")
                    .contains("  payment waits: topics has not begun: " + reason)
                    .contains("See ./kilat logs")
                    .doesNotContain("\n  identity waits");
        }
    }

    @Test
    void aTakenPortIsOneSentenceAndNothingIsLeft() throws Exception {
        try (var machine = new Machine();
                var _ = machine.take(machine.ports().kafka())) {
            Answer up = machine.up();

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.words())
                    .contains("Port " + machine.ports().kafka() + ", which Kafka needs, is taken by")
                    .contains("(pid " + ProcessHandle.current().pid() + ")");
            assertThat(machine.state().children()).isEmpty();
            assertThat(machine.kilat("ps").words()).contains("is not running");
        }
    }
}
