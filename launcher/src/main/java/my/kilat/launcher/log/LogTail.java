package my.kilat.launcher.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one log file as it grows. Continuation lines are joined to their line, so the last one is held back for a moment.
 */
final class LogTail {
    private static final int MOST_AT_ONCE = 4 << 20;

    private final Path file;
    private final String process;
    private long position;
    private final List<LogLine> pending = new ArrayList<>();

    LogTail(Path file) {
        this.file = file;
        this.process = LogFiles.nameOf(file);
    }

    /** Starts at the current end of the file, or this far before it. */
    LogTail fromEnd(long bytesBefore) {
        position = Math.max(0, length() - bytesBefore);
        return this;
    }

    /** The lines written since the last call. If nothing was, the line that was held back is complete. */
    List<LogLine> read() {
        String grown = grown();
        if (grown.isEmpty()) {
            return take(pending.size());
        }
        grown.lines().forEach(this::add);
        return take(pending.size() - 1);
    }

    private void add(String line) {
        if (line.isBlank()) {
            return;
        }
        LogLine.parse(process, line).ifPresentOrElse(pending::add, () -> {
            if (!pending.isEmpty()) {
                pending.add(pending.removeLast().and(line));
            }
        });
    }

    private List<LogLine> take(int count) {
        if (count <= 0) {
            return List.of();
        }
        List<LogLine> complete = List.copyOf(pending.subList(0, count));
        pending.subList(0, count).clear();
        return complete;
    }

    /** The complete lines that have been added. */
    private String grown() {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            if (reader.length() < position) {
                // The file was truncated because it was too large.
                position = 0;
            }
            byte[] bytes = new byte[(int) Math.min(MOST_AT_ONCE, reader.length() - position)];
            reader.seek(position);
            reader.readFully(bytes);
            int end = afterLastLine(bytes);
            position += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of the last complete line; a line longer than the buffer is split. */
    private static int afterLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 && bytes.length == MOST_AT_ONCE ? bytes.length : end;
    }

    private long length() {
        return file.toFile().length();
    }
}
