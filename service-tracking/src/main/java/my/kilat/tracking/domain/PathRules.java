package my.kilat.tracking.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What becomes of a position that has reached a trip. The runner service has let through what is a position at all, by the
 * position and the moment of its arrival; these rules compare it with the trip and its path so far.
 */
public final class PathRules {
    /** Beyond this a phone knows the part of the town, not the street. */
    private static final double INACCURATE_METRES = 200;

    /** The runner is elsewhere indeed when so many positions beside the path agree with the next. */
    private static final int AGREEING = 2;

    /** From top to bottom; the first that applies decides. A position to which none applies is on the path. */
    public static final List<Rule> IN_ORDER = List.of(
            drop("duplicate", candidate -> candidate.slot.taken()),
            drop("too_late", candidate -> candidate.slot.closed()),
            drop("before_trip", PathRules::isBeforeTrip),
            drop("null_island", PathRules::isNullIsland),
            flag("inaccurate", candidate -> candidate.fix.source().accuracyM() > INACCURATE_METRES),
            flag("impossible_movement", PathRules::isImpossible));

    private PathRules() {}

    /** What a rule does with a position. */
    public enum Effect {
        /** It is not part of the trip. */
        DROP,
        /** It is stored and shown, and counts neither into the distance nor into the route. */
        FLAG
    }

    /**
     * A position, and where on a trip it belongs.
     *
     * @param slot its place on the path of the trip
     */
    public record Candidate(LiveTrip trip, Fix fix, TripPath.Slot slot) {}

    /**
     * One rule.
     *
     * @param name as its counter has it
     */
    public record Rule(String name, Effect effect, Predicate<Candidate> applies) {}

    private static Rule drop(String name, Predicate<Candidate> applies) {
        return new Rule(name, Effect.DROP, applies);
    }

    private static Rule flag(String name, Predicate<Candidate> applies) {
        return new Rule(name, Effect.FLAG, applies);
    }

    /** The rule that decides; none for a position that is on the path. */
    public static Optional<Rule> deciding(Candidate candidate) {
        for (Rule rule : IN_ORDER) {
            if (rule.applies.test(candidate)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** What waited in the phone may be of the ride before. Only there: a phone whose clock is slow is shown all the same. */
    private static boolean isBeforeTrip(Candidate candidate) {
        return candidate.fix.source().buffered() && candidate.fix.recordedAt().isBefore(candidate.trip.startedAt());
    }

    /** What phones send that do not know where they are. */
    private static boolean isNullIsland(Candidate candidate) {
        return candidate.fix.position().latitude() == 0
                && candidate.fix.position().longitude() == 0;
    }

    private static boolean isImpossible(Candidate candidate) {
        return !candidate.slot.reachable() && candidate.slot.strays() < AGREEING;
    }
}
