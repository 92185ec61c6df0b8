package my.kilat.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    @TempDir
    private Path logs;

    @Test
    void theFilesAreMergedInTheOrderOfTime() throws IOException {
        write("kafka", at(1, "one"), at(3, "three"));
        write("postgres", at(2, "two"), at(4, "four"));

        assertThat(texts(last(new LogReader(logs, line -> true), 10))).containsExactly("one", "two", "three", "four");
        assertThat(texts(last(new LogReader(logs, line -> true), 2))).containsExactly("three", "four");
    }

    @Test
    void onlyWhatIsWantedIsRead() throws IOException {
        write("kafka", at(1, "one"));
        write("postgres", at(2, "two"));

        assertThat(texts(last(new LogReader(logs, line -> line.source().equals("postgres")), 10)))
                .containsExactly("two");
    }

    @Test
    void aStackTraceStaysWithItsLine() throws IOException {
        write("kafka", at(1, "it broke"), "java.io.IOException: why", "\tat a.B.c(B.java:1)", at(2, "on"));

        List<LogLine> lines = last(new LogReader(logs, line -> true), 10);

        assertThat(texts(lines)).containsExactly("it broke", "on");
        assertThat(lines.getFirst().details()).isEqualTo("java.io.IOException: why\n\tat a.B.c(B.java:1)");
    }

    @Test
    void whatComesLaterIsFollowedFromNewFilesToo() throws IOException {
        write("kafka", at(1, "old"));
        var reader = new LogReader(logs, line -> true);
        reader.skip();

        write("kafka", at(2, "new"));
        write("services", at(3, "first of a new file"));

        assertThat(texts(drain(reader))).containsExactlyInAnyOrder("new", "first of a new file");
    }

    @Test
    void halfALineIsLeftForLater() throws IOException {
        var reader = new LogReader(logs, line -> true);
        Files.writeString(logs.resolve("kafka.log"), at(1, "whole") + "\n" + at(2, "ha"));
        assertThat(texts(drain(reader))).containsExactly("whole");

        Files.writeString(logs.resolve("kafka.log"), "lf\n", StandardOpenOption.APPEND);
        assertThat(texts(drain(reader))).containsExactly("half");
    }

    @Test
    void aFileThatWasEmptiedIsReadFromItsBeginning() throws IOException {
        write("kafka", at(1, "a rather long line that will be gone"));
        var reader = new LogReader(logs, line -> true);
        drain(reader);

        Files.writeString(logs.resolve("kafka.log"), at(2, "fresh") + "\n");

        assertThat(texts(drain(reader))).containsExactly("fresh");
    }

    @Test
    void aFileThatHasBecomeLargeIsSetAsideAndEmptied() throws IOException {
        write("kafka", at(1, "small"));
        try (var large = new RandomAccessFile(logs.resolve("services.log").toFile(), "rw")) {
            large.setLength(33L << 20);
        }

        LogFiles.makeRoom(logs);

        assertThat(logs.resolve("services.log")).isEmptyFile();
        assertThat(Files.size(logs.resolve("services.log.1"))).isEqualTo(33L << 20);
        assertThat(logs.resolve("kafka.log")).isNotEmptyFile();
    }

    private void write(String process, String... lines) throws IOException {
        Files.writeString(
                logs.resolve(process + ".log"),
                String.join("\n", lines) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String at(int second, String text) {
        return "2026-11-23T11:00:0" + second + ".000Z INFO  " + text;
    }

    private static List<LogLine> last(LogReader reader, int count) {
        var lines = new ArrayList<LogLine>();
        reader.last(count, lines::add);
        return lines;
    }

    /** The last line is held back until it is known to be complete. */
    private static List<LogLine> drain(LogReader reader) {
        var lines = new ArrayList<>(reader.more());
        lines.addAll(reader.more());
        return lines;
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }
}
