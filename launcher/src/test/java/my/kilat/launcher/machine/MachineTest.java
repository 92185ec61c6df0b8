package my.kilat.launcher.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import my.kilat.local.FreePort;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MachineTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void whoListensOnAPortIsFound() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortOwner.describe(socket.getLocalPort()).orElseThrow())
                    .contains("(pid " + ProcessHandle.current().pid() + ")");
        }
        assertThat(PortOwner.describe(FreePort.next())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMemoryOfAProcessIsKnown() {
        assertThat(Memory.of(ProcessHandle.current())).isBetween(20L << 20, 4L << 30);
        assertThat(Memory.available()).isPositive();
    }

    @Test
    void theRoomBelowADirectoryThatDoesNotExistYetIsThatOfItsDisk() {
        assertThat(Disk.free(Path.of(System.getProperty("java.io.tmpdir"), "no", "such", "directory")))
                .as("within a tenth: others write to it, too")
                .isCloseTo(Disk.free(Path.of(System.getProperty("java.io.tmpdir"))), Percentage.withPercentage(10));
    }

    @Test
    void nobodyAnsweringIsNoAnswer() {
        assertThat(Web.get("http://127.0.0.1:" + FreePort.next() + "/health", Duration.ofSeconds(1)))
                .isEmpty();
    }
}
