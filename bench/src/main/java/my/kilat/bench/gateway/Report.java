package my.kilat.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import my.kilat.bench.gateway.peer.Peer;

/** The readings as tables, in Markdown, which reads as well on a terminal. */
final class Report {
    private final Readings readings;

    Report(Readings readings) {
        this.readings = readings;
    }

    /** The bars and whether they hold. */
    List<String> bars() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Row", "What", "Bar", "Measured", "Holds"));
        for (Bar bar : Bar.of(readings)) {
            rows.add(List.of(
                    bar.row().title(),
                    bar.words(),
                    bar.limitText(),
                    bar.measuredText(),
                    bar.holds() ? "yes" : "**no**"));
        }
        return table(rows, 2);
    }

    /** Each row with its peers. */
    List<String> rows() {
        return readings.rows().stream().flatMap(row -> row(row).stream()).toList();
    }

    /** A row with its peers: the median of the rounds, and between what they lay. */
    List<String> row(Row row) {
        List<String> lines = new ArrayList<>();
        lines.add("**" + row.title() + "**: " + row.words() + ".");
        lines.add("");
        lines.addAll(table(cells(row), 1));
        lines.add("");
        return lines;
    }

    private List<List<String>> cells(Row row) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        row.figures().forEach(figure -> head.add(figure.title()));
        boolean compared = row.figures().contains(Figure.CPU);
        if (compared) {
            head.add("CPU, nginx = 1");
        }
        rows.add(head);
        for (Peer peer : readings.peers(row)) {
            List<String> cells = new ArrayList<>(List.of(peer.title()));
            for (Figure figure : row.figures()) {
                cells.add(readings.spread(row, peer, figure)
                        .map(spread -> text(figure, spread))
                        .orElse("–"));
            }
            if (compared) {
                cells.add(ratio(row, peer));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String text(Figure figure, Readings.Spread spread) {
        String median = figure.text(spread.median());
        return spread.least() == spread.most()
                ? median
                : median + " (" + figure.text(spread.least()) + "–" + figure.text(spread.most()) + ")";
    }

    private String ratio(Row row, Peer peer) {
        return readings.median(row, peer, Figure.CPU)
                .flatMap(cpu -> readings.median(row, Peer.NGINX, Figure.CPU)
                        .map(nginx -> String.format(Locale.ROOT, "%.2f", cpu / nginx)))
                .orElse("–");
    }

    /** Columns from this one on are numbers and lean to the right. */
    private static List<String> table(List<List<String>> rows, int numbersFrom) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(3, widths[i]), row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < columns; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(' ')
                        .append(i < numbersFrom ? row.get(i) + gap : gap + row.get(i))
                        .append(" |");
            }
            lines.add(line.toString());
            if (lines.size() == 1) {
                StringBuilder rule = new StringBuilder("|");
                for (int i = 0; i < columns; i++) {
                    rule.append('-').append("-".repeat(widths[i])).append(i < numbersFrom ? "-|" : ":|");
                }
                lines.add(rule.toString());
            }
        }
        return lines;
    }
}
