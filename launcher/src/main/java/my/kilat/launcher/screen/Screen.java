package my.kilat.launcher.screen;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * The output of the kilat command. Colours and redrawn lines are for a terminal only; a file or a pipe gets plain text, each
 * line once.
 */
public final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;

    private Screen(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.terminal = terminal;
        this.colour = colour;
    }

    /**
     * Standard output. The start script passes whether it is a terminal: the JDK only tells whether input and output both are.
     */
    public static Screen standard() {
        return of(System.out, Boolean.getBoolean("kilat.terminal"), System.getenv());
    }

    /** Standard error. */
    public static Screen error() {
        return of(System.err, Boolean.getBoolean("kilat.terminal.error"), System.getenv());
    }

    /** Another stream, and its properties. */
    public static Screen of(PrintStream out, boolean terminal, Map<String, String> environment) {
        boolean smart = terminal && !"dumb".equals(environment.get("TERM"));
        return new Screen(
                out, smart, smart && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Whether lines can be redrawn. */
    public boolean isTerminalLike() {
        return terminal;
    }

    /** The text in this style, if colours are supported. */
    public String styled(Style style, String text) {
        return colour && style != Style.PLAIN ? "\u001b[" + style.code() + "m" + text + "\u001b[0m" : text;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void blank() {
        line("");
    }

    /** Writes without ending the line. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /**
     * Redraws the lines that were drawn last.
     *
     * @param previous how many lines were drawn last
     */
    public void redraw(int previous, List<String> lines) {
        var text = new StringBuilder();
        if (previous > 0) {
            text.append("\u001b[").append(previous).append('A');
        }
        lines.forEach(line -> text.append('\r').append(line).append("\u001b[K\n"));
        text.append("\u001b[J");
        raw(text.toString());
    }
}
