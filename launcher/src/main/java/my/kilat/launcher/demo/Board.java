package my.kilat.launcher.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.launcher.screen.Table.Cell;
import my.kilat.launcher.screen.Words;

/** The live table of a demo; without a terminal, a line every few seconds. */
final class Board implements AutoCloseable {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(250);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int BAR = 40;
    private static final List<String> ORDER =
            List.of("requested", "accepted", "in_progress", "delivered", "completed", "cancelled");

    private final Screen screen;
    private final Figures figures;
    private final int bookings;
    private final long began = System.nanoTime();
    private final Thread painter;
    private int drawn;

    Board(Screen screen, Figures figures, int bookings) {
        this.screen = screen;
        this.figures = figures;
        this.bookings = bookings;
        this.painter = Thread.ofVirtual().name("board").start(this::paint);
    }

    private void paint() {
        try {
            while (true) {
                draw();
                Thread.sleep(screen.isTerminalLike() ? BETWEEN_DRAWINGS : BETWEEN_LINES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        SortedMap<String, Integer> statuses = figures.statuses();
        if (!screen.isTerminalLike()) {
            screen.line(Words.age(elapsed()) + "  " + statuses + "  positions sent " + figures.positionsSent.sum()
                    + ", watched " + figures.positionsWatched.sum());
            return;
        }
        Table table = new Table();
        for (String status : ORDER) {
            int count = statuses.getOrDefault(status, 0);
            table.row(
                    new Cell(status, Style.DIM),
                    Cell.of(String.format(Locale.ROOT, "%5d", count)),
                    new Cell("█".repeat(count * BAR / Math.max(1, bookings)), styleOf(status)));
        }
        List<String> lines = new ArrayList<>(table.lines(screen));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "positions sent %d, watched %d   races lost %d   retried %d   %s",
                figures.positionsSent.sum(),
                figures.positionsWatched.sum(),
                figures.lostRaces.sum(),
                figures.retries.sum(),
                Words.age(elapsed())));
        screen.redraw(drawn, lines);
        drawn = lines.size();
    }

    private static Style styleOf(String status) {
        return switch (status) {
            case "completed" -> Style.GREEN;
            case "cancelled" -> Style.YELLOW;
            default -> Style.CYAN;
        };
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        painter.interrupt();
        draw();
        screen.blank();
    }
}
