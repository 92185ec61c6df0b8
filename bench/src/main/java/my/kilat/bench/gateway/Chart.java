package my.kilat.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import my.kilat.bench.gateway.peer.Peer;

/** The readings as a picture: bars for medians, thin lines from the least to the most. */
final class Chart {
    private static final int WIDTH = 820;
    private static final int LEFT = 130;
    private static final int LONGEST = 560;
    private static final int BAR = 18;
    private static final int STEP = 26;
    private static final int TITLE = 40;

    private final Readings readings;
    private final StringBuilder svg = new StringBuilder();
    private int y = 20;

    private record Panel(Row row, Figure figure, String title, boolean withUpstream) {}

    Chart(Readings readings) {
        this.readings = readings;
    }

    /** The picture as SVG, on a ground of its own, so that it can be read on dark pages too. */
    String svg() {
        List<Panel> panels = List.of(
                new Panel(Row.BARE, Figure.CPU, "bare: CPU µs per request", false),
                new Panel(Row.FULL, Figure.CPU, "full: CPU µs per request", false),
                new Panel(Row.FULL, Figure.RATE, "full: requests a second", true),
                new Panel(Row.SOCKET, Figure.FRAME_CPU, "socket: CPU µs per frame", false),
                new Panel(Row.HALF, Figure.P99, "half load: p99 in ms", true));
        panels.forEach(this::draw);
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"system-ui,"
                                + " sans-serif\" font-size=\"13\">%n<title>The gateway beside its peers</title>%n"
                                + "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>%n",
                        WIDTH,
                        y,
                        WIDTH,
                        y)
                + svg + "</svg>\n";
    }

    private void draw(Panel panel) {
        List<Peer> peers = new ArrayList<>(readings.peers(panel.row));
        peers.removeIf(peer -> (peer == Peer.ALONE && !panel.withUpstream)
                || readings.spread(panel.row, peer, panel.figure).isEmpty());
        double most = peers.stream()
                .flatMap(peer -> readings.spread(panel.row, peer, panel.figure).stream())
                .mapToDouble(Readings.Spread::most)
                .max()
                .orElse(0);
        if (most <= 0) {
            return;
        }
        svg.append(text(20, y + 14, "font-weight=\"600\" fill=\"#1d2733\"", panel.title));
        y += TITLE - 14;
        for (Peer peer : peers) {
            Optional<Readings.Spread> found = readings.spread(panel.row, peer, panel.figure);
            found.ifPresent(spread -> bar(peer, spread, LONGEST / most, panel.figure));
        }
        y += 18;
    }

    private void bar(Peer peer, Readings.Spread spread, double scale, Figure figure) {
        double end = LEFT + Math.max(1, spread.median() * scale);
        double middle = y + BAR / 2.0;
        svg.append(text(20, y + 14, "fill=\"#475467\"", peer.title()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                LEFT,
                y,
                end - LEFT,
                BAR,
                peer.colour()));
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#1d2733\" stroke-opacity=\".55\"/>%n",
                LEFT + spread.least() * scale,
                middle,
                LEFT + spread.most() * scale,
                middle));
        double behind = Math.max(end, LEFT + spread.most() * scale) + 8;
        svg.append(text((int) behind, y + 14, "fill=\"#1d2733\"", figure.text(spread.median())));
        y += STEP;
    }

    private static String text(int x, int y, String style, String words) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, style, words);
    }
}
