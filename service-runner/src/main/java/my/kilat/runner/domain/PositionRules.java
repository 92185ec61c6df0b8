package my.kilat.runner.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import my.kilat.contract.runner.LocationRefusal;

/**
 * What a position has to be so that it is taken at all, for the positions of one request. These rules look at the position, the
 * moment of its arrival and the others of the request; what has to be compared with the path of a ride is decided by the
 * tracking service, which has that path.
 *
 * <p>Not for use by several threads.
 */
public final class PositionRules {
    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final Duration BACK = Duration.ofHours(24);

    /** From top to bottom; the first that is broken decides. A rule may rely on those above it. */
    private static final List<Rule> IN_ORDER = List.of(
            new Rule(LocationRefusal.INVALID, (report, _) -> !report.hasPlace() || report.at() == null),
            new Rule(
                    LocationRefusal.FUTURE,
                    (report, _) -> report.time().isAfter(report.arrivedAt().plus(AHEAD))),
            new Rule(
                    LocationRefusal.STALE,
                    (report, _) -> report.time().isBefore(report.arrivedAt().minus(BACK))),
            new Rule(LocationRefusal.DUPLICATE, (report, earlier) -> !earlier.add(Point.of(report))));

    private record Rule(LocationRefusal refusal, BiPredicate<Report, Set<Point>> breaks) {}

    private record Point(Instant at, double latitude, double longitude) {
        static Point of(Report report) {
            return new Point(
                    report.time(), report.sent().latitude(), report.sent().longitude());
        }
    }

    private final Set<Point> earlier = new HashSet<>();

    /** The rule that a position breaks; none when it is to be taken. */
    public Optional<LocationRefusal> brokenBy(Report report) {
        for (Rule rule : IN_ORDER) {
            if (rule.breaks.test(report, earlier)) {
                return Optional.of(rule.refusal);
            }
        }
        return Optional.empty();
    }
}
