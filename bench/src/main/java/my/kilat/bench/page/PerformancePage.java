package my.kilat.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import my.kilat.bench.BenchException;

/** The part of docs/performance.md that one bench writes; all around its two markers is left as it is. */
public final class PerformancePage {
    private final Path file;
    private final String heading;
    private final String begin;
    private final String end;

    /**
     * The part of a bench.
     *
     * @param docs the directory of the page
     * @param bench as it is called on the command line
     * @param heading under which the part goes when it is written for the first time
     */
    public PerformancePage(Path docs, String bench, String heading) {
        this.file = docs.resolve("performance.md");
        this.heading = "## " + heading;
        this.begin = "<!-- kilat bench " + bench + ": what follows is written by it -->";
        this.end = "<!-- kilat bench " + bench + ": end -->";
    }

    /** Puts these lines in the place of the last ones. */
    public void write(List<String> lines) {
        String part = begin + "\n" + String.join("\n", lines).strip() + "\n" + end;
        try {
            Files.writeString(file, with(part, Files.exists(file) ? Files.readString(file) : "# Performance\n"));
        } catch (IOException e) {
            throw new BenchException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String with(String part, String page) {
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from >= 0 && to > from) {
            return page.substring(0, from) + part + page.substring(to + end.length());
        }
        int under = page.indexOf(heading + "\n");
        if (under >= 0) {
            int after = under + heading.length() + 1;
            return page.substring(0, after) + "\n" + part + "\n" + page.substring(after);
        }
        return page.stripTrailing() + "\n\n" + heading + "\n\n" + part + "\n";
    }
}
