package my.kilat.console.audit;

/** Why somebody does something, in their words. */
public record Reason(String reason) {
    public Reason {
        reason = reason.strip();
    }
}
