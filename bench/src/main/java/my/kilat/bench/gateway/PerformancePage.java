package my.kilat.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import my.kilat.bench.BenchException;

/** The part of docs/performance.md that the bench writes; all around its two markers is left as it is. */
final class PerformancePage {
    private static final String BEGIN = "<!-- kilat bench gateway: what follows is written by it -->";
    private static final String END = "<!-- kilat bench gateway: end -->";
    private static final String HEADING = "## The gateway";

    private final Path file;

    PerformancePage(Path docs) {
        this.file = docs.resolve("performance.md");
    }

    /** Puts these lines in the place of the last ones. */
    void write(List<String> lines) {
        String part = BEGIN + "\n" + String.join("\n", lines).strip() + "\n" + END;
        try {
            Files.writeString(file, with(part, Files.exists(file) ? Files.readString(file) : "# Performance\n"));
        } catch (IOException e) {
            throw new BenchException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    static String with(String part, String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin >= 0 && end > begin) {
            return page.substring(0, begin) + part + page.substring(end + END.length());
        }
        int heading = page.indexOf(HEADING + "\n");
        if (heading >= 0) {
            int after = heading + HEADING.length() + 1;
            return page.substring(0, after) + "\n" + part + "\n" + page.substring(after);
        }
        return page.stripTrailing() + "\n\n" + HEADING + "\n\n" + part + "\n";
    }
}
