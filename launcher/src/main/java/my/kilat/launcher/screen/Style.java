package my.kilat.launcher.screen;

/** The style of text on a terminal that supports it. */
public enum Style {
    PLAIN("0"),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    MAGENTA("35"),
    CYAN("36"),
    BRIGHT_BLUE("94");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
