package my.kilat.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench writes its part of the page and leaves what people wrote around it. */
class PerformancePageTest {
    @TempDir
    private Path docs;

    private String written(String... lines) throws IOException {
        new PerformancePage(docs, "gateway", "The gateway").write(List.of(lines));
        return Files.readString(docs.resolve("performance.md"));
    }

    @Test
    void thePageIsMadeWhenThereIsNone() throws IOException {
        assertThat(written("one"))
                .startsWith("# Performance\n\n## The gateway\n\n<!--")
                .contains("\none\n");
    }

    @Test
    void theSecondTimeTakesThePlaceOfTheFirst() throws IOException {
        String first = written("one");
        Files.writeString(docs.resolve("performance.md"), first + "\n### What was found\n\nThis.\n");
        assertThat(written("two")).isEqualTo(first.replace("\none\n", "\ntwo\n") + "\n### What was found\n\nThis.\n");
    }

    @Test
    void itGoesUnderItsHeadingWhereThatIs() throws IOException {
        Files.writeString(docs.resolve("performance.md"), "# P\n\n## The gateway\n\nWords.\n\n## The ride\n\nMore.\n");
        assertThat(written("one"))
                .startsWith("# P\n\n## The gateway\n\n<!--")
                .endsWith("-->\n\nWords.\n\n## The ride\n\nMore.\n");
    }
}
