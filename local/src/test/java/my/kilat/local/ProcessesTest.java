package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    private static char state(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Test
    void aSuspendedProcessHasStoppedWhenTheCallReturns() throws IOException {
        Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            for (int round = 0; round < 50; round++) {
                Processes.suspend(List.of(busy.toHandle()));
                assertThat(state(busy)).isEqualTo('T');
                Processes.resume(List.of(busy.toHandle()));
            }
        } finally {
            busy.destroyForcibly();
        }
    }

    @Test
    void aProcessThatHasEndedIsNotWaitedFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Processes.suspend(List.of(ended.toHandle()));
        assertThat(Processes.isAlive(ended.toHandle())).isFalse();
    }

    @Test
    void aPortIsNotGivenAgainBeforeItsServerCouldBindIt() {
        assertThat(IntStream.range(0, 2_000).map(_ -> FreePort.next())).doesNotHaveDuplicates();
    }
}
