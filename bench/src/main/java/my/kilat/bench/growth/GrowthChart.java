package my.kilat.bench.growth;

import java.util.List;
import java.util.Locale;

/**
 * Costs by size as a picture: a line of points for each operation, from the smallest size, at 1, to the largest, and a mark at what
 * it may cost at most. It has a ground of its own, so that it can be read on dark pages too.
 *
 * @param title what is shown
 * @param measure what the cost is
 * @param sizes ascending
 * @param rows the operations
 */
record GrowthChart(String title, String measure, List<Long> sizes, List<Row> rows) {
    private static final int WIDTH = 880;
    private static final int LEFT = 310;
    private static final int RIGHT = 810;
    private static final int TOP = 84;
    private static final int STEP = 26;
    private static final double STEP_OF_AXIS = 0.5;
    private static final double LEAST_END = 2.5;
    private static final double MOST_END = 6;

    /** From there on the axis has fewer figures, so that they do not touch. */
    private static final double WIDE = 4;

    private static final List<String> COLOURS = List.of("#9aa5b1", "#f0932b", "#2f6fde", "#7b3fbf", "#0b7a53");
    private static final String INK = "#1d2733";
    private static final String PALE = "#475467";

    /**
     * An operation.
     *
     * @param name of it
     * @param bar how many times its cost at the smallest size it may cost
     * @param times how many times that it costs at each size; not a number if that is not known
     */
    record Row(String name, double bar, List<Double> times) {}

    /** The picture as SVG. */
    String svg() {
        StringBuilder svg = new StringBuilder(8_192);
        int bottom = TOP + rows.size() * STEP;
        int height = bottom + 56;
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"system-ui, sans-serif\""
                        + " font-size=\"13\">",
                WIDTH,
                height);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>", WIDTH, height);
        text(svg, 20, 28, "font-weight=\"600\" font-size=\"15\" fill=\"" + INK + "\"", title);
        legend(svg);
        axis(svg, bottom);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), TOP + i * STEP + STEP / 2);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        int x = 20;
        for (int i = 0; i < sizes.size(); i++) {
            add(svg, "<circle cx=\"%d\" cy=\"50\" r=\"5\" fill=\"%s\"/>", x + 5, colour(i));
            String words = String.format(Locale.ROOT, "%,d bookings", sizes.get(i));
            text(svg, x + 16, 54, fill(PALE), words);
            x += 40 + words.length() * 7;
        }
        add(svg, "<line x1=\"%d\" y1=\"42\" x2=\"%d\" y2=\"58\" stroke=\"#c0392b\" stroke-width=\"2\"/>", x + 5, x + 5);
        text(svg, x + 14, 54, fill(PALE), "at most");
    }

    private void axis(StringBuilder svg, int bottom) {
        double step = end() > WIDE ? 2 * STEP_OF_AXIS : STEP_OF_AXIS;
        for (double at = 0; at <= end() + 1e-9; at += step) {
            add(
                    svg,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
                    x(at),
                    TOP - 6,
                    x(at),
                    bottom + 4,
                    at == 1 ? "#98a2b3" : "#e4e7ec");
            text(
                    svg,
                    x(at),
                    bottom + 20,
                    "text-anchor=\"middle\" " + fill(PALE),
                    String.format(Locale.ROOT, "%.1f ×", at));
        }
        text(
                svg,
                (LEFT + RIGHT) / 2.0,
                bottom + 42,
                "text-anchor=\"middle\" " + fill(PALE),
                String.format(Locale.ROOT, "%s compared with that at %,d bookings", measure, sizes.getFirst()));
    }

    private void row(StringBuilder svg, Row row, int y) {
        text(svg, LEFT - 14, y + 4, "text-anchor=\"end\" " + fill(INK), row.name);
        List<Double> known = row.times.stream().filter(times -> !times.isNaN()).toList();
        if (known.isEmpty()) {
            return;
        }
        add(
                svg,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#c0392b\" stroke-width=\"2\"/>",
                x(row.bar),
                y - 8,
                x(row.bar),
                y + 8);
        add(
                svg,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#98a2b3\" stroke-width=\"2\"/>",
                x(known.stream().mapToDouble(Double::doubleValue).min().orElse(1)),
                y,
                x(known.stream().mapToDouble(Double::doubleValue).max().orElse(1)),
                y);
        for (int i = 0; i < row.times.size(); i++) {
            if (!row.times.get(i).isNaN()) {
                add(
                        svg,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\" stroke=\"#ffffff\"/>",
                        x(row.times.get(i)),
                        y,
                        colour(i));
            }
        }
        text(svg, RIGHT + 14, y + 4, fill(INK), String.format(Locale.ROOT, "%.2f ×", known.getLast()));
    }

    /** Where the axis ends; what lies beyond is drawn there, and its figure stands beside it. */
    private double end() {
        double most = rows.stream()
                .flatMap(row -> row.times.stream())
                .filter(times -> !times.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return Math.clamp(Math.ceil(most / STEP_OF_AXIS) * STEP_OF_AXIS, LEAST_END, MOST_END);
    }

    private double x(double times) {
        return LEFT + (RIGHT - LEFT) * Math.min(times, end()) / end();
    }

    private static String colour(int size) {
        return COLOURS.get(Math.min(size, COLOURS.size() - 1));
    }

    private static String fill(String colour) {
        return "fill=\"" + colour + "\"";
    }

    private static void text(StringBuilder svg, double x, int y, String style, String words) {
        add(svg, "<text x=\"%.1f\" y=\"%d\" %s>%s</text>", x, y, style, escaped(words));
    }

    private static void add(StringBuilder svg, String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element + "\n", values));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
