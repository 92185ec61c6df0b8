package my.kilat.tracking.waypoint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import my.kilat.tracking.domain.PathRules;

/** How many positions there were, and what became of them. */
final class PositionCounters {
    private final Counter received;
    private final Counter stored;
    private final Counter thinned;
    private final Counter ignored;
    private final Map<String, Counter> byRule = new HashMap<>();

    PositionCounters(MeterRegistry meters) {
        received =
                counter(meters, "kilat.tracking.positions", "Positions of runners, on a trip or not, before any rule");
        stored = counter(meters, "kilat.tracking.waypoints", "Waypoints stored");
        thinned = counter(
                meters,
                "kilat.tracking.waypoints.thinned",
                "Positions that were shown and not stored, because their trip has very many waypoints");
        ignored = counter(
                meters,
                "kilat.tracking.positions.ignored",
                "Positions that belonged to no trip, or to no place on the earth, or were dropped by a rule");
        for (PathRules.Rule rule : PathRules.IN_ORDER) {
            byRule.put(
                    rule.name(),
                    Counter.builder("kilat.tracking.positions.ruled")
                            .description("Positions on a trip that a rule has dropped or flagged")
                            .tag("rule", rule.name())
                            .tag("effect", rule.effect().name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    /** Counts the positions of a batch; one that is on two trips of its runner is judged twice. */
    void count(int positions, List<PositionBatch.Judged> judged) {
        int taken = 0;
        int waypoints = 0;
        for (PositionBatch.Judged each : judged) {
            PathRules.Rule rule = each.rule();
            if (rule != null) {
                Objects.requireNonNull(byRule.get(rule.name())).increment();
            }
            taken += each.isDropped() ? 0 : 1;
            waypoints += each.stored() ? 1 : 0;
        }
        received.increment(positions);
        stored.increment(waypoints);
        thinned.increment(taken - waypoints);
        ignored.increment(Math.max(0, positions - taken));
    }
}
