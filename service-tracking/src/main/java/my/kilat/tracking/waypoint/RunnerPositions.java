package my.kilat.tracking.waypoint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.LivePublisher;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.waypoint.Waypoints.Reported;
import my.kilat.tracking.waypoint.Waypoints.Stored;

/** Takes in where runners are: what belongs to a trip is stored and passed on, the rest is ignored. */
public final class RunnerPositions {
    /** Of the time until a client sees a position, most is the way to here; what is taken in together is much cheaper. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Waypoints waypoints;
    private final LivePublisher live;
    private final InstantSource clock;
    private final Counter stored;
    private final Counter ignored;

    public RunnerPositions(Waypoints waypoints, LivePublisher live, InstantSource clock, MeterRegistry meters) {
        this.waypoints = waypoints;
        this.live = live;
        this.clock = clock;
        this.stored = Counter.builder("kilat.tracking.waypoints")
                .description("Waypoints stored")
                .register(meters);
        this.ignored = Counter.builder("kilat.tracking.positions.ignored")
                .description("Positions that belonged to no trip, or to no place on the earth, or came again")
                .register(meters);
    }

    /** Positions are recognised by what is stored of them; remembering each event would cost as much once more. */
    public EventHandlers handlers() {
        return new EventHandlers()
                .onRepeatable(RunnerLocationUpdate.class, this::record)
                .patiently(PATIENCE);
    }

    private void record(Tx tx, List<Delivery<RunnerLocationUpdate>> deliveries) {
        Map<UUID, Reported> reported = LinkedHashMap.newLinkedHashMap(deliveries.size());
        for (Delivery<RunnerLocationUpdate> delivery : deliveries) {
            RunnerLocationUpdate event = delivery.event();
            UUID runner = Objects.requireNonNull(event.runnerId(), "a position without runner_id");
            Fix.of(event).ifPresent(fix -> reported.put(delivery.id(), new Reported(delivery.id(), runner, fix)));
        }
        List<Stored> news = reported.isEmpty() ? List.of() : waypoints.store(tx, List.copyOf(reported.values()));
        tx.afterCommit(() -> {
            stored.increment(news.size());
            ignored.increment(Math.max(0, deliveries.size() - news.size()));
            for (Stored waypoint : news) {
                live.publish(updated(waypoint, Objects.requireNonNull(reported.get(waypoint.eventId()))));
            }
        });
    }

    private TrackingUpdated updated(Stored waypoint, Reported reported) {
        Fix fix = reported.fix();
        return new TrackingUpdated(
                waypoint.trip(),
                waypoint.booking(),
                reported.runner(),
                fix.position().latitude(),
                fix.position().longitude(),
                fix.speedKmh(),
                fix.headingDegrees(),
                fix.recordedAt(),
                waypoint.owner(),
                clock.instant());
    }
}
