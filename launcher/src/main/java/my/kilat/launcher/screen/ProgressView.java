package my.kilat.launcher.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;

/**
 * Displays the start of the parts: on a terminal as a list that fills, elsewhere a line for each part that is ready. A part
 * that takes longer than usual shows what it waits for, one that is ready its alarms.
 */
public final class ProgressView {
    private final Screen screen;
    private static final int LINE = 100;

    private final Set<String> shown = new HashSet<>();
    private int drawn;

    public ProgressView(Screen screen) {
        this.screen = screen;
    }

    /** Displays the state of the start. */
    public synchronized void show(PlatformState state) {
        if (state.phase() != Phase.STARTING && state.phase() != Phase.UP) {
            return;
        }
        List<String> lines = lines(state);
        if (screen.isTerminalLike()) {
            List<String> all = new ArrayList<>(lines);
            state.parts().stream().filter(part -> !part.words().isEmpty()).forEach(part -> all.addAll(said(part)));
            screen.redraw(drawn, all);
            drawn = all.size();
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Part part = state.parts().get(i);
            if (part.progress() == Progress.READY && shown.add(part.name())) {
                screen.line(lines.get(i));
            }
            if (!part.words().isEmpty() && shown.add(part.name() + " " + part.words())) {
                screen.line("  " + sentence(part));
            }
        }
    }

    private List<String> lines(PlatformState state) {
        var table = new Table();
        for (Part part : state.parts()) {
            boolean ready = part.progress() == Progress.READY;
            table.row(
                    mark(part.progress()),
                    new Table.Cell(part.title(), ready ? Style.PLAIN : Style.DIM),
                    new Table.Cell(part.address(), Style.DIM),
                    new Table.Cell(words(part), Style.DIM));
        }
        return table.lines(screen).stream().map(line -> "  " + line).toList();
    }

    private static String sentence(Part part) {
        return part.progress() == Progress.READY
                ? "! " + part.name() + " has an alarm: " + part.words()
                : "… " + part.name() + " waits: " + part.words();
    }

    /** In lines that no terminal wraps, which would misplace the next update. */
    private List<String> said(Part part) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("  ");
        for (String word : sentence(part).split(" ", -1)) {
            if (line.length() + word.length() > LINE && !line.toString().isBlank()) {
                lines.add(screen.styled(Style.YELLOW, line.toString()));
                line = new StringBuilder("    ");
            }
            line.append(word).append(' ');
        }
        lines.add(screen.styled(Style.YELLOW, line.toString()));
        return lines;
    }

    private static Table.Cell mark(Progress progress) {
        return switch (progress) {
            case READY -> new Table.Cell("✔", Style.GREEN);
            case FAILED -> new Table.Cell("✘", Style.RED);
            case STARTING -> new Table.Cell("…", Style.YELLOW);
            case WAITING, STOPPED -> new Table.Cell("·", Style.DIM);
        };
    }

    private static String words(Part part) {
        if (part.progress() != Progress.READY) {
            return part.progress() == Progress.STARTING ? "starting" : "";
        }
        return part.external() ? "was there already" : Words.took(Duration.ofMillis(part.tookMillis()));
    }
}
