package my.kilat.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.launcher.screen.Screen;
import my.kilat.local.PidFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ps} and {@code status} say of a process that died: here the only one, as with servers elsewhere. */
class PsCommandTest {
    @TempDir
    private Path root;

    private Layout layout;

    @BeforeEach
    void lay() {
        layout = new Layout(root, root.resolve(".kilat"));
    }

    @Test
    void oneThatIsDownBetweenItsDeathAndItsNextStartIsRestarting() {
        write(Phase.UP, "");
        String death = "services died 2 times and is being started again; the last time it ran out of memory";
        try (var _ = SupervisorLock.acquire(layout).orElseThrow()) {
            assertThat(ps()).contains("restarting", death).doesNotContain("not running", "dead");
            assertThat(status()).contains("Kilat is up", "restarting", death).doesNotContain("stopped");
        }
    }

    @Test
    void oneThatIsBackWasStartedAgain() {
        write(Phase.UP, "");
        new PidFile(layout.pidFile("services")).write(ProcessHandle.current());
        try (var _ = SupervisorLock.acquire(layout).orElseThrow()) {
            assertThat(ps())
                    .contains("running", "services died 2 times and was started again; the last time")
                    .doesNotContain("restarting");
        }
    }

    @Test
    void oneThatIsRestartedAsAskedForDoesNotSeemToHaveDiedNow() {
        write(Phase.UP, "", part("notification", Progress.STARTING, ""));
        try (var _ = SupervisorLock.acquire(layout).orElseThrow()) {
            String told = "services died 2 times and was started again; the last time";
            assertThat(ps()).contains("restarting", told);
            assertThat(status()).contains("restarting", told);
        }
    }

    @Test
    void aServerThatIsSuspendedIsSaidToBe() {
        write(Phase.UP, "", part("kafka", Progress.READY, "suspended for 30 s"));
        new PidFile(layout.pidFile("services")).write(ProcessHandle.current());
        try (var _ = SupervisorLock.acquire(layout).orElseThrow()) {
            assertThat(ps()).contains("suspended for 30 s").doesNotContain("running");
            assertThat(status()).contains("✘", "suspended for 30 s").doesNotContain("does not answer");
        }
        new PidFile(layout.pidFile("services")).delete();
        assertThat(status()).as("once it is ended").contains("stopped").doesNotContain("suspended");
    }

    @Test
    void withoutASupervisorNobodyStartsAnythingAgain() {
        write(Phase.UP, "");
        assertThat(ps()).contains("Kilat is not running.").doesNotContain("restarting");

        write(Phase.FAILED, "the services died 6 times");
        assertThat(ps()).contains("It ended because: the services died 6 times");
        assertThat(status()).contains("Kilat is failed", "stopped").doesNotContain("restarting");
    }

    private void write(Phase phase, String message) {
        write(phase, message, part("notification", Progress.FAILED, ""));
    }

    private static Part part(String name, Progress progress, String words) {
        return new Part(name, name, "127.0.0.1:1", 1, "services", progress, 0, words);
    }

    private void write(Phase phase, String message, Part part) {
        var child =
                new Child("services", layout.pidFile("services").toString(), 0, 2, "ran out of memory (exit code 3)");
        new PlatformState(phase, message, 1, 1, 0, 0, 0, List.of(part), List.of(child)).write(layout);
    }

    private String ps() {
        return said(screen -> PsCommand.print(new Overview(layout), screen));
    }

    private String status() {
        var overview = new Overview(layout);
        return said(screen -> StatusCommand.print(screen, overview, overview.members(true)));
    }

    private static String said(Consumer<Screen> print) {
        var bytes = new ByteArrayOutputStream();
        print.accept(Screen.of(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, Map.of()));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
