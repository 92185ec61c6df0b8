package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts and suspensions that are ordered, beside processes that die. */
class ControlTest {
    private static final String RESTART = "/units/services/restart";
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path home;

    private ControlledPrograms platform;

    @BeforeEach
    void start() {
        platform = new ControlledPrograms(home, true);
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Test
    void aRestartIsAnotherProcessAndNoDeath() throws Exception {
        for (int time = 0; time < 8; time++) {
            long before = platform.services().pid();
            assertThat(platform.post(RESTART).statusCode()).isEqualTo(202);
            platform.awaitAll();
            assertThat(platform.services().pid())
                    .as("more often than deaths may come")
                    .isNotEqualTo(before);
        }
        assertThat(platform.launches()).isEqualTo(8);
        Child child = platform.board().state().child("services").orElseThrow();
        assertThat(child.deaths()).isZero();
        assertThat(child.living()).isPresent();
        assertThat(platform.shown().findValuesAsText("name"))
                .as("the order stays")
                .containsExactly("kafka", "services");
    }

    @Test
    void ofTwoOrdersAtOnceOneIsCarriedOut() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<Integer>> both = Stream.of(1, 2)
                .map(_ -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                together.await();
                                return platform.post(RESTART).statusCode();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        VIRTUAL))
                .toList();
        assertThat(both).extracting(CompletableFuture::join).containsExactlyInAnyOrder(202, 409);
        platform.awaitAll();
        assertThat(platform.launches()).isEqualTo(1);
    }

    @Test
    void oneThatDoesNotBecomeReadyIsRestartedByItsEnd() throws Exception {
        platform.post(RESTART);
        await().until(() -> platform.launches() == 1);
        HttpResponse<String> refused = platform.post(RESTART);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("if it does not become ready, end it with: kill "
                        + platform.services().pid());
    }

    @Test
    void oneThatDiesWhenItsRestartIsOrderedRunsOnce() throws Exception {
        platform.services().kill();
        assertThat(platform.post(RESTART).statusCode())
                .as("nobody has seen the death")
                .isEqualTo(202);
        platform.awaitAll();
        assertThat(platform.launches()).isEqualTo(1);

        platform.services().kill();
        platform.control().look();
        HttpResponse<String> late = platform.post(RESTART);
        assertThat(late.statusCode()).as("it is on its way back").isEqualTo(409);
        assertThat(late.body()).contains("being restarted already");
        platform.pass(Duration.ofSeconds(1));
        platform.awaitAll();
        assertThat(platform.launches()).isEqualTo(2);
        assertThat(platform.board().state().child("services").orElseThrow().deaths())
                .isEqualTo(1);
    }

    @Test
    void nothingIsStartedOnceEverythingIsEnded() throws Exception {
        assertThat(platform.post(RESTART).statusCode()).isEqualTo(202);
        platform.units().close();
        platform.units().endAll();
        platform.services().stop();
        assertThat(platform.services().isRunning()).isFalse();
        assertThat(platform.post("/units/kafka/restart").statusCode()).isEqualTo(409);
        assertThat(platform.post("/units/kafka/pause?seconds=5").statusCode()).isEqualTo(409);
        assertThat(platform.shown()).isEmpty();
    }

    @Test
    void theBrokerIsResumedByItselfAndIsNotTakenForDead() throws Exception {
        HttpResponse<String> done = platform.post("/units/kafka/pause?seconds=30");
        assertThat(done.statusCode()).isEqualTo(202);
        assertThat(ControlledPrograms.json(done).path("until").asText()).isNotEmpty();
        assertThat(stateOf(platform.kafka())).isEqualTo('T');
        assertThat(platform.shown("kafka").path("state").asText()).isEqualTo("suspended");
        assertThat(platform.board().state().part("kafka").orElseThrow().words()).isEqualTo("suspended for 30 s");

        platform.pass(Duration.ofSeconds(29));
        platform.control().look();
        assertThat(stateOf(platform.kafka())).isEqualTo('T');
        assertThat(platform.launches()).isEqualTo(0);

        platform.pass(Duration.ofSeconds(1));
        platform.control().look();
        await().until(() -> stateOf(platform.kafka()) != 'T');
        assertThat(platform.shown("kafka").path("state").asText()).isEqualTo("running");
        assertThat(platform.board().state().part("kafka").orElseThrow().words()).isEmpty();
        assertThat(platform.post("/units/kafka/resume").statusCode()).isEqualTo(409);
    }

    @Test
    void theBrokerIsBroughtBackBefore() throws Exception {
        platform.post("/units/kafka/pause?seconds=120");
        assertThat(platform.post("/units/kafka/resume").statusCode()).isEqualTo(202);
        await().until(() -> stateOf(platform.kafka()) != 'T');
    }

    @Test
    void aSuspendedBrokerThatIsRestartedOrDiesIsNotSuspendedAnyMore() throws Exception {
        long first = platform.kafka().pid();
        platform.post("/units/kafka/pause?seconds=120");
        assertThat(platform.post("/units/kafka/restart").statusCode()).isEqualTo(202);
        assertThat(platform.post("/units/kafka/pause?seconds=120").statusCode()).isEqualTo(409);
        platform.awaitAll();
        assertThat(platform.kafka().pid()).isNotEqualTo(first);

        platform.post("/units/kafka/pause?seconds=120");
        platform.kafka().kill();
        platform.control().look();
        assertThat(platform.shown("kafka").path("state").asText()).isEqualTo("restarting");
        assertThat(platform.post("/units/kafka/pause?seconds=5").statusCode()).isEqualTo(409);
        platform.pass(Duration.ofSeconds(1));
        platform.awaitAll();
        assertThat(platform.shown("kafka").path("state").asText()).isEqualTo("running");
    }

    @Test
    void whatCannotBeSuspendedOrResumedEndsNothingAndGoesOnOnceItCan() throws Exception {
        platform.kafka().failsToBeSuspended(true);
        HttpResponse<String> refused = platform.post("/units/kafka/pause?seconds=30");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("could not be suspended: No process can be started\"");
        platform.control().look();
        platform.control().look();
        assertThat(stateOf(platform.kafka())).as("stopped in spite of it").isEqualTo('T');
        assertThat(platform.said())
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN The program could not be resumed after its suspension; tried again until it is:"
                        + " No process can be started");

        platform.kafka().failsToBeSuspended(false);
        platform.control().look();
        await().until(() -> stateOf(platform.kafka()) != 'T');
        assertThat(platform.shown("kafka").path("state").asText()).isEqualTo("running");
    }

    @Test
    void oneThatHasDiedIsNotSuspended() throws Exception {
        platform.kafka().kill();
        HttpResponse<String> refused = platform.post("/units/kafka/pause?seconds=30");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("is not running");
    }

    @Test
    void aStartTookNoTimeBeforeAllOfItIsReady() throws Exception {
        StateBoard board = platform.board();
        board.part("gateway", Progress.READY, 900);
        board.part("console", Progress.STARTING, 0);
        assertThat(platform.shown("services").path("took_millis").asLong()).isZero();
        board.part("console", Progress.READY, 1_200);
        assertThat(platform.shown("services").path("took_millis").asLong()).isEqualTo(1_200);
    }

    @Test
    void aSuspendedBrokerGoesOnBeforeTheServicesAreEnded() throws Exception {
        Path seen = home.resolve("seen");
        Path ready = home.resolve("ready");
        platform.services()
                .becomes("trap 'cut -d\" \" -f3 /proc/" + platform.kafka().pid() + "/stat >" + seen
                        + "; exit 0' TERM; >" + ready + "; while :; do sleep 0.05; done");
        platform.post(RESTART);
        platform.awaitAll();
        await().until(() -> Files.exists(ready));
        platform.post("/units/kafka/pause?seconds=120");

        platform.units().close();
        platform.units().endAll();
        assertThat(Files.readString(seen))
                .as("the broker when the services end")
                .isNotBlank()
                .doesNotContain("T");
        assertThat(platform.kafka().isRunning()).isFalse();
    }

    /** The state of its process, as proc(5) tells it. */
    private static char stateOf(Program program) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(program.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
