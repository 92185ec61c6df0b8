package my.kilat.console.domain;

/**
 * The tokens of the account that a session belongs to.
 *
 * @param access for other services
 * @param refresh for the next pair
 */
public record Tokens(String access, String refresh) {
    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "Tokens";
    }
}
