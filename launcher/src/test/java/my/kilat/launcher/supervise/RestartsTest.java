package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that really die, and a clock that is moved. */
class RestartsTest {
    @TempDir
    private Path home;

    private long now;
    private Layout layout;
    private StateBoard board;
    private Program program;
    private Restarts restarts;

    @BeforeEach
    void start() {
        layout = Layout.of(home, Map.of());
        board = new StateBoard(
                layout,
                new PlatformState(Phase.UP, "", 1, 0, 0, 0, 0, List.of(part("gateway"), part("booking")), List.of()),
                state -> {});
        program = new Program(layout, "services", "exec sleep 600");
        restarts = restarts(this::launch);
        launch(program);
    }

    @AfterEach
    void end() {
        program.stop();
    }

    @Test
    void aPartThatIsKilledComesBackAfterItsPause() {
        long first = program.pid();
        program.kill();
        restarts.look(List.of(program));

        assertThat(said()).containsExactly("WARN The program was killed (signal 9); started again in 1 s, 1 of 5");
        assertThat(board.state().parts()).extracting(Part::progress).containsOnly(Progress.FAILED);

        pass(Duration.ofMillis(999));
        restarts.look(List.of(program));
        assertThat(program.isRunning()).as("before its time").isFalse();

        pass(Duration.ofMillis(1));
        awaitBack();
        assertThat(program.pid()).isNotEqualTo(first);
        Child child = board.state().child("services").orElseThrow();
        assertThat(child.deaths()).isEqualTo(1);
        assertThat(child.lastDeath()).isEqualTo("was killed (signal 9)");
        assertThat(child.living()).isPresent();
        assertThat(said()).last().isEqualTo("INFO The program is back; it was away for 1.0 s");
    }

    @Test
    void aPartThatDiesAgainAndAgainIsGivenUpWithOneSentence() {
        var sentences = new ArrayList<String>();
        for (int death = 1; death <= 5; death++) {
            program.kill();
            restarts.look(List.of(program));
            sentences.add(said().getLast());
            pass(Duration.ofSeconds(1L << (death - 1)));
            awaitBack();
        }
        assertThat(sentences.getFirst()).endsWith("; started again in 1 s, 1 of 5");
        assertThat(sentences.getLast()).endsWith("; started again in 16 s, 5 of 5");

        program.kill();
        assertThatThrownBy(() -> restarts.look(List.of(program)))
                .isInstanceOf(LauncherException.class)
                .hasMessage(
                        "The program was killed (signal 9). It has died 6 times within 10 minutes and is not started"
                                + " again; see " + program.log());
    }

    @Test
    void oneThatDiesOnItsWayBackHasDiedOnceMore() {
        program.becomes("echo Terminating due to java.lang.OutOfMemoryError: Java heap space; exit 3");
        restarts = restarts(unit -> {
            launch(unit);
            await().until(() -> !unit.isRunning());
            throw new LauncherException("ended while it started");
        });
        program.kill();
        restarts.look(List.of(program));
        pass(Duration.ofSeconds(1));
        await().until(() -> {
            restarts.look(List.of(program));
            return said().size() == 2;
        });
        assertThat(said())
                .last()
                .isEqualTo("WARN The program ran out of memory (exit code 3); started again in 2 s, 2 of 5");
    }

    @Test
    void whatCannotBeStartedAtAllIsSaidAndCountedToo() {
        var attempts = new AtomicInteger();
        restarts = restarts(unit -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no room");
        });
        program.kill();
        restarts.look(List.of(program));
        for (int death = 2; death <= 5; death++) {
            pass(Duration.ofSeconds(16));
            int lines = death;
            await().until(() -> {
                restarts.look(List.of(program));
                return said().size() == lines;
            });
        }
        pass(Duration.ofSeconds(16));
        assertThatThrownBy(() -> await().until(() -> {
                    restarts.look(List.of(program));
                    return false;
                }))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("It has died 6 times");
        assertThat(attempts).hasValue(5);
    }

    @Test
    void partsComeBackEachByItself() {
        var other = new Program(layout, "kafka", "exec sleep 600");
        launch(other);
        try {
            other.kill();
            restarts.look(List.of(program, other));
            assertThat(program.isRunning()).isTrue();

            program.kill();
            pass(Duration.ofSeconds(1));
            await().until(() -> {
                restarts.look(List.of(program, other));
                return other.isRunning();
            });
            assertThat(program.isRunning()).as("has died a second later").isFalse();
            pass(Duration.ofSeconds(1));
            await().until(() -> {
                restarts.look(List.of(program, other));
                return program.isRunning();
            });
        } finally {
            other.stop();
        }
    }

    @Test
    void whenThatIsNotWantedTheFirstDeathIsOneForGood() {
        restarts = new Restarts(() -> now, board, new SupervisorLog(layout), this::launch, false);
        assertThat(restarts.order(program)).as("an order is no death").isTrue();
        awaitBack();
        program.kill();
        assertThatThrownBy(() -> restarts.look(List.of(program)))
                .isInstanceOf(LauncherException.class)
                .hasMessage("The program was killed (signal 9).");
    }

    private void awaitBack() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            restarts.look(List.of(program));
            return said().getLast().contains("is back");
        });
    }

    private Restarts restarts(Consumer<Unit> start) {
        return new Restarts(() -> now, board, new SupervisorLog(layout), start, true);
    }

    private void launch(Unit unit) {
        unit.launch();
        board.started(Child.of(unit.name(), unit.pidFile(), 0));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private List<String> said() {
        return ControlledPrograms.said(layout);
    }

    private static Part part(String name) {
        return new Part(name, name, "127.0.0.1:1", 1, "services", Progress.READY, 0);
    }
}
