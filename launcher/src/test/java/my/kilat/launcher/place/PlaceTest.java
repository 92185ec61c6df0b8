package my.kilat.launcher.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import my.kilat.launcher.LauncherException;
import my.kilat.local.Directories;
import my.kilat.local.PidFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir
    private Path home;

    private Layout layout;

    @BeforeEach
    void layOut() {
        layout = Layout.of(home, Map.of());
    }

    @Test
    void everythingIsInDotKilatUnlessSomebodySaysElse() {
        assertThat(layout.state()).isEqualTo(home.resolve(".kilat"));
        assertThat(Layout.of(home, Map.of("KILAT_STATE", "other")).state()).isEqualTo(home.resolve("other"));
        assertThat(Layout.of(home, Map.of("KILAT_STATE", "/srv/kilat")).state()).isEqualTo(Path.of("/srv/kilat"));
    }

    @Test
    void kafkasCoordinationIsChosenOnceAndStaysWithTheData() {
        Path note = layout.coordination();
        assertThat(Coordination.choose(note, false)).isEqualTo(Coordination.ZOOKEEPER);
        assertThat(Coordination.choose(note, true)).isEqualTo(Coordination.KRAFT);

        Coordination.KRAFT.remember(note);
        assertThat(Coordination.choose(note, false)).isEqualTo(Coordination.KRAFT);
        assertThat(Coordination.choose(note, true)).isEqualTo(Coordination.KRAFT);

        Coordination.ZOOKEEPER.remember(note);
        assertThat(Coordination.choose(note, false)).isEqualTo(Coordination.ZOOKEEPER);
        assertThatThrownBy(() -> Coordination.choose(note, true))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("./kilat down -v");
    }

    @Test
    void whatIsWrittenDownIsReadAgain() {
        var part = new Part("kafka", "Kafka", "127.0.0.1:9092", 9092, "kafka", Progress.READY, 2_600);
        var child = new Child("kafka", "/tmp/pid", 1_795_435_200_123L, 2, "was killed (signal 9)");
        var state = new PlatformState(
                Phase.UP, "", 4711, 1_795_435_200_001L, 7_000, 3_000, 1_000, List.of(part), List.of(child));

        assertThat(PlatformState.read(layout)).isEmpty();
        state.write(layout);

        assertThat(PlatformState.read(layout)).contains(state);
    }

    @Test
    void whatNobodyUnderstandsCountsAsNotWritten() throws IOException {
        Files.createDirectories(layout.run());
        Files.writeString(layout.run().resolve("state.json"), "{\"phase\":\"DANCING\"}");

        assertThat(PlatformState.read(layout)).isEmpty();
    }

    @Test
    void everyChangeIsWrittenDownAndShown() {
        var seen = new ArrayList<Phase>();
        var part = new Part("kafka", "Kafka", "127.0.0.1:9092", 9092, "kafka", Progress.WAITING, 0);
        var initial = new PlatformState(Phase.STARTING, "", 1, 1, 0, 0, 0, List.of(part), List.of());
        var board = new StateBoard(layout, initial, state -> seen.add(state.phase()));

        board.started(Child.of("kafka", Path.of("a"), 1));
        board.died("kafka", "was killed (signal 9)");
        board.started(Child.of("kafka", Path.of("b"), 2));
        board.part("kafka", Progress.READY, 2_600);
        board.up(5_000, 3_000);

        PlatformState written = PlatformState.read(layout).orElseThrow();
        assertThat(written.phase()).isEqualTo(Phase.UP);
        assertThat(written.tookMillis()).isEqualTo(5_000);
        assertThat(written.children()).containsExactly(new Child("kafka", "b", 2, 1, "was killed (signal 9)"));
        assertThat(written.part("kafka").orElseThrow().progress()).isEqualTo(Progress.READY);
        assertThat(seen).hasSize(6).endsWith(Phase.UP);
    }

    @Test
    void aProcessIsAliveOnlyIfItIsTheVeryOneThatWasNoted() throws IOException {
        var note = new PidFile(layout.pidFile("services"));
        note.write(ProcessHandle.current());
        var child = Child.of("services", note.path(), 0);
        assertThat(child.living()).contains(ProcessHandle.current());

        Files.writeString(note.path(), ProcessHandle.current().pid() + "\nborn another time\n");
        assertThat(child.living()).isEmpty();
    }

    @Test
    void thereIsOneSupervisorAtATime() {
        SupervisorLock lock = SupervisorLock.acquire(layout).orElseThrow();
        assertThat(SupervisorLock.isHeld(layout)).isTrue();
        assertThat(SupervisorLock.acquire(layout)).isEmpty();

        lock.close();
        assertThat(SupervisorLock.isHeld(layout)).isFalse();
    }

    @Test
    void aStateThatCannotBeWrittenDownEndsNothing() throws IOException {
        var initial = new PlatformState(Phase.STARTING, "", 1, 1, 0, 0, 0, List.of(), List.of());
        var board = new StateBoard(layout, initial, state -> {});
        Directories.delete(layout.run());
        Files.writeString(layout.run(), "not a directory");

        board.up(5_000, 3_000);
        assertThat(board.state().phase()).isEqualTo(Phase.UP);

        Files.delete(layout.run());
        board.phase(Phase.STOPPING);
        assertThat(PlatformState.read(layout).orElseThrow().tookMillis()).isEqualTo(5_000);
    }
}
