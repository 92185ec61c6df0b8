package my.kilat.bench.growth;

/** Operations that are shown in one table and one chart. */
enum Group {
    PERSON("What one person asks for", "growth-person.svg"),
    ADMIN("Lists of all, by page numbers", "growth-pages.svg"),
    CURSOR("Lists by cursor", "growth-cursors.svg"),
    /** Measured in time alone, since CPU cannot be told apart from that of the platform. */
    UPKEEP("What the services do by themselves", "growth-upkeep.svg");

    private final String title;
    private final String chart;

    Group(String title, String chart) {
        this.title = title;
        this.chart = chart;
    }

    String title() {
        return title;
    }

    /** The name of the file with its chart, beside the page. */
    String chart() {
        return chart;
    }
}
