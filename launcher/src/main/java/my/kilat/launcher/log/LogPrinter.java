package my.kilat.launcher.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;

/** Prints log lines for people: time, source, level, message. */
public final class LogPrinter {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final List<Style> COLOURS =
            List.of(Style.CYAN, Style.MAGENTA, Style.BLUE, Style.GREEN, Style.YELLOW, Style.BRIGHT_BLUE);
    private static final int SOURCE_WIDTH = 12;

    private final Screen screen;
    private final ZoneId zone;

    /** @param zone the time zone of the printed times */
    public LogPrinter(Screen screen, ZoneId zone) {
        this.screen = screen;
        this.zone = zone;
    }

    public void print(LogLine line) {
        screen.line(render(line));
    }

    String render(LogLine line) {
        var text = new StringBuilder()
                .append(screen.styled(Style.DIM, CLOCK.format(line.time().atZone(zone))))
                .append("  ")
                .append(screen.styled(colour(line.source()), pad(line.source(), SOURCE_WIDTH)))
                .append("  ")
                .append(screen.styled(style(line.level()), pad(line.level(), 5)))
                .append("  ")
                .append(line.text());
        if (!line.details().isEmpty()) {
            line.details().lines().forEach(detail -> text.append("\n    ").append(screen.styled(Style.DIM, detail)));
        }
        return text.toString();
    }

    /** A name always gets the same colour. */
    private static Style colour(String source) {
        return COLOURS.get(Math.floorMod(source.hashCode(), COLOURS.size()));
    }

    private static Style style(String level) {
        return switch (level) {
            case "ERROR" -> Style.RED;
            case "WARN" -> Style.YELLOW;
            default -> Style.DIM;
        };
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
