package my.kilat.console.simulator;

import java.util.EnumMap;
import java.util.Map;

/** How far a demo has come. */
final class DemoFigures {
    // Guarded by this.
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int made;
    private String trouble = "";
    private String refusal = "";

    /** What became of a booking. */
    enum Outcome {
        COMPLETED,
        /** The card was not good. */
        UNPAID,
        /** Wound up before its pet was picked up. */
        CANCELLED,
        /** Somebody else took, cancelled or changed it. */
        LOST,
        /** Left as it was, because a service did not answer when it was wound up. */
        LEFT
    }

    /**
     * Bookings by what became of them.
     *
     * @param made how many were made, of which those that are in no other count are under way
     */
    record Counts(int made, int completed, int unpaid, int cancelled, int lost, int left) {}

    synchronized void made() {
        made++;
    }

    synchronized void add(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** Why it does not go on at the moment; empty when it does. */
    synchronized void trouble(String words) {
        trouble = words;
    }

    /** Why a booking, or a runner, did not go on at all. */
    synchronized void refused(String words) {
        refusal = words;
    }

    /** Why it does not go on, or else what was refused last; empty if nothing was. */
    synchronized String trouble() {
        return trouble.isEmpty() ? refusal : trouble;
    }

    synchronized Counts counts() {
        return new Counts(
                made,
                of(Outcome.COMPLETED),
                of(Outcome.UNPAID),
                of(Outcome.CANCELLED),
                of(Outcome.LOST),
                of(Outcome.LEFT));
    }

    private int of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }
}
