package my.kilat.launcher.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads all log files of the platform merged into one, in the order of time. */
public final class LogReader {
    /** In bytes; enough for a few thousand lines of each file. */
    private static final long LOOK_BACK = 1L << 20;

    private final Path directory;
    private final Predicate<LogLine> wanted;
    private final Map<Path, LogTail> tails = new LinkedHashMap<>();

    /** @param wanted selects lines */
    public LogReader(Path directory, Predicate<LogLine> wanted) {
        this.directory = directory;
        this.wanted = wanted;
    }

    /** Passes on the last {@code count} lines. */
    public void last(int count, Consumer<LogLine> reader) {
        for (Path file : LogFiles.all(directory)) {
            tails.computeIfAbsent(file, LogTail::new).fromEnd(LOOK_BACK);
        }
        List<LogLine> lines = new ArrayList<>(more());
        lines.addAll(more());
        lines.sort(Comparator.comparing(LogLine::time));
        lines.subList(Math.max(0, lines.size() - count), lines.size()).forEach(reader);
    }

    /** Skips everything that has been written so far. */
    public void skip() {
        for (Path file : LogFiles.all(directory)) {
            tails.computeIfAbsent(file, LogTail::new).fromEnd(0);
        }
    }

    /** The lines since the last call, in the order of time. */
    public List<LogLine> more() {
        // A file that appears later is read from its beginning.
        LogFiles.all(directory).forEach(file -> tails.computeIfAbsent(file, LogTail::new));
        return tails.values().stream()
                .flatMap(tail -> tail.read().stream())
                .filter(wanted)
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
    }
}
