package my.kilat.runner.duty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.runner.BufferedLocationRequest;
import my.kilat.contract.runner.LocationRefusal;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.contract.runner.LocationsResult;
import my.kilat.contract.runner.RefusedLocations;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.failure.Failure;
import my.kilat.runner.domain.Fix;
import my.kilat.runner.domain.PositionRules;
import my.kilat.runner.domain.Report;
import my.kilat.runner.position.PositionBuffer;
import org.jspecify.annotations.Nullable;

/** Takes the positions that runners send: the busiest door of the platform, hence without a question to the database. */
public final class Locations {
    /** How long the broker may take for the positions of one request. */
    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(5);

    private final DutyCache duties;
    private final PositionBuffer positions;
    private final LivePublisher live;
    private final PositionCounters counters;

    public Locations(DutyCache duties, PositionBuffer positions, LivePublisher live, PositionCounters counters) {
        this.duties = duties;
        this.positions = positions;
        this.live = live;
        this.counters = counters;
    }

    /**
     * Tells everybody where a runner is, and has it stored.
     *
     * @throws Failure.NotFound without a profile
     * @throws Failure.Invalid while offline and on no ride, or if the position breaks a rule
     */
    public void post(UUID runner, LocationRequest sent) {
        UUID ride = duties.requireMayPostPosition(runner).ride().orElse(null);
        Report report = Report.single(sent, positions.nextArrival());
        counters.received(1);
        Optional<LocationRefusal> broken = new PositionRules().brokenBy(report);
        if (broken.isPresent()) {
            counters.refused(broken.get(), 1);
            throw report.failure(broken.get());
        }
        Fix fix = Fix.of(runner, report, ride);
        positions.add(fix);
        live.publish(fix.toEvent());
    }

    /**
     * Takes positions that a phone could not send before. Unlike a single one, which the next replaces in a moment, they are told
     * to have been taken only once the broker has them: nobody would send them again.
     *
     * @throws Failure.NotFound without a profile
     * @throws Failure.Invalid while offline and on no ride
     * @throws Failure.Unavailable if the broker does not take them; all may be sent again
     */
    public LocationsResult post(UUID runner, List<BufferedLocationRequest> sent) {
        UUID ride = duties.requireMayPostPosition(runner).ride().orElse(null);
        counters.received(sent.size());
        PositionRules rules = new PositionRules();
        Map<LocationRefusal, Integer> refused = new EnumMap<>(LocationRefusal.class);
        List<Report> taken = new ArrayList<>(sent.size());
        for (BufferedLocationRequest each : sent) {
            Report report = Report.buffered(each, positions.nextArrival());
            rules.brokenBy(report)
                    .ifPresentOrElse(reason -> refused.merge(reason, 1, Integer::sum), () -> taken.add(report));
        }
        refused.forEach(counters::refused);
        publish(fixes(runner, taken, ride));
        List<RefusedLocations> reasons = refused.entrySet().stream()
                .map(reason -> new RefusedLocations(reason.getKey(), reason.getValue()))
                .toList();
        return new LocationsResult(taken.size(), sent.size() - taken.size(), reasons);
    }

    /** In the order of their times, so that each is newer than the one before on its way through the platform. */
    private static List<Fix> fixes(UUID runner, List<Report> taken, @Nullable UUID ride) {
        return taken.stream()
                .map(report -> Fix.of(runner, report, ride))
                .sorted(Comparator.comparing(Fix::at))
                .toList();
    }

    private void publish(List<Fix> fixes) {
        List<RunnerLocationUpdate> events = new ArrayList<>(fixes.size());
        for (int i = 0; i < fixes.size(); i++) {
            boolean newest = i == fixes.size() - 1;
            events.add(newest ? fixes.get(i).toEvent() : fixes.get(i).toBufferedEvent());
        }
        if (!live.publish(events, PUBLISHED_WITHIN)) {
            throw new Failure.Unavailable("positions cannot be taken in just now; send them again");
        }
        fixes.forEach(positions::add);
    }
}
