package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestDirectoryTest {
    private Path parent;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void makeParent() throws IOException {
        parent = Files.createTempDirectory("kilat-sweep-");
    }

    @AfterEach
    void endAll() throws IOException {
        children.forEach(Process::destroyForcibly);
        TestDirectory.make(parent).delete();
        Directories.delete(parent);
    }

    @Test
    void theServersAndFilesOfAKilledTestRunAreClearedAwayByTheNext() throws IOException {
        Process killed = startTestRun();
        List<ProcessHandle> servers = serversOf(killed);
        Path its = parent.resolve(Long.toString(killed.pid()));
        assertThat(servers).hasSize(2).allMatch(Processes::isAlive);
        assertThat(its).isDirectory();

        Processes.awaitEnd(kill(killed), Duration.ofSeconds(5));
        assertThat(servers).as("servers outlive their owner").allMatch(Processes::isAlive);
        TestDirectory next = TestDirectory.make(parent);

        assertThat(servers).noneMatch(Processes::isAlive);
        assertThat(its).doesNotExist();
        assertThat(next.path()).isDirectory();
    }

    @Test
    void theServersOfATestRunThatIsStillGoingAreLeftAlone() throws IOException {
        Process going = startTestRun();
        List<ProcessHandle> servers = serversOf(going);

        TestDirectory.make(parent);

        assertThat(servers).hasSize(2).allMatch(Processes::isAlive);
        assertThat(parent.resolve(Long.toString(going.pid()))).isDirectory();
        Processes.awaitEnd(kill(going), Duration.ofSeconds(5));
    }

    @Test
    void aNoteOfAProcessIsNotMistakenForAnotherOneWithTheSameNumber() throws IOException {
        var note = new PidFile(parent.resolve("pid"));
        note.write(ProcessHandle.current());
        assertThat(note.living()).contains(ProcessHandle.current());

        List<String> lines = new ArrayList<>(Files.readAllLines(note.path()));
        lines.set(1, "1@an-earlier-boot");
        Files.write(note.path(), lines);
        assertThat(note.living()).isEmpty();

        Files.writeString(note.path(), "");
        assertThat(note.living()).as("an empty note").isEmpty();
        note.delete();
        assertThat(note.living()).as("no note").isEmpty();
    }

    private Process startTestRun() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedServers.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.add(process);
        return process;
    }

    private static List<ProcessHandle> serversOf(Process testRun) throws IOException {
        String line = testRun.inputReader().readLine();
        return Stream.of(line.split(" "))
                .map(Long::parseLong)
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private static ProcessHandle kill(Process process) {
        process.destroyForcibly();
        return process.toHandle();
    }
}
