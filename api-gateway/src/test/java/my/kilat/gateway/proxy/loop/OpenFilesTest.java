package my.kilat.gateway.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void clientsLeaveFilesForUpstreamsAndEverythingElse() {
        assertThat(OpenFiles.clients(20_000, 1_048_576)).isEqualTo(20_000);
        assertThat(OpenFiles.clients(20_000, 20_000)).isEqualTo(5_301);
        assertThat(OpenFiles.clients(20_000, -1)).isEqualTo(20_000);
    }

    @Test
    void aLowLimitLeavesRoomForClientsToo() {
        assertThat(OpenFiles.clients(20_000, 1_024)).isEqualTo(170);
        assertThat(OpenFiles.clients(20_000, 4)).isOne();
    }

    @Test
    void theLimitOfThisProcessIsKnown() {
        assertThat(OpenFiles.clients(Integer.MAX_VALUE)).isBetween(1, Integer.MAX_VALUE - 1);
    }
}
