package my.kilat.bench.gateway.peer;

/** What is measured. */
public enum Peer {
    /** No proxy at all. */
    ALONE("upstream alone", "#9aa4b2"),
    NGINX("nginx", "#2f9e6e"),
    HAPROXY("HAProxy", "#3b7dd8"),
    GIN("Go + Gin", "#c98a1b"),
    KILAT("Kilat", "#d6336c");

    private final String title;
    private final String colour;

    Peer(String title, String colour) {
        this.title = title;
        this.colour = colour;
    }

    /** Its name. */
    public String title() {
        return title;
    }

    /** Its colour in charts. */
    public String colour() {
        return colour;
    }
}
