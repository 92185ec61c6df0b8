package my.kilat.launcher.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Text in aligned columns, with three blanks between them. */
public final class Table {
    private static final String GAP = "   ";

    /** A piece of text in a style. */
    public record Cell(String text, Style style) {
        public static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    /** The heading. */
    public Table head(String... titles) {
        rows.add(IntStream.range(0, titles.length)
                .mapToObj(column -> new Cell(titles[column], Style.DIM))
                .toList());
        return this;
    }

    public Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, for this screen. */
    public List<String> lines(Screen screen) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        return rows.stream().map(row -> line(screen, row, widths)).toList();
    }

    /** Prints the lines. */
    public void print(Screen screen) {
        lines(screen).forEach(screen::line);
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).text().length())
                .max()
                .orElse(0);
    }

    private static String line(Screen screen, List<Cell> row, int[] widths) {
        var text = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            Cell cell = row.get(column);
            text.append(column == 0 ? "" : GAP).append(screen.styled(cell.style(), cell.text()));
            if (column < row.size() - 1) {
                text.append(" ".repeat(widths[column] - cell.text().length()));
            }
        }
        return text.toString().stripTrailing();
    }
}
