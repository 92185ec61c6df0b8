package my.kilat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTest {
    private final Cpu cpu = new Cpu(Map.of("us", List.of(ProcessHandle.current().pid())));

    @Test
    void compilersAreAPartOfTheirJvm() {
        Map<String, Long> compilers = cpu.compilerMicros("us");
        long all = cpu.micros().get("us");

        assertThat(compilers).isNotEmpty();
        assertThat(compilers.values().stream().mapToLong(Long::longValue).sum()).isBetween(1L, all - 1);
    }

    @Test
    void aGroupWithoutProcessesHasNone() {
        assertThat(cpu.compilerMicros("nobody")).isEmpty();
    }
}
