package my.kilat.tracking.waypoint;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Subscription;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.LiveTrip;

/** Takes in where runners are: what belongs to a trip is stored and passed on, the rest is ignored. */
public final class PositionEventHandler {
    /** Somebody watches a position move, so it waits for others only as long as their publisher lets them gather. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(5);

    private final LivePublisher live;
    private final InstantSource clock;
    private final PositionCounters counters;

    public PositionEventHandler(LivePublisher live, InstantSource clock, MeterRegistry meters) {
        this.live = live;
        this.clock = clock;
        this.counters = new PositionCounters(meters);
    }

    /** Positions are recognised by what is stored of them; remembering each event would cost as much once more. */
    public Subscription<RunnerEvent> subscription() {
        return Subscription.of(ConsumerGroup.TRACKING_RUNNERS)
                .onRepeatable(RunnerLocationUpdate.class, this::record)
                .batchWindow(BATCH_WINDOW);
    }

    private void record(Tx tx, List<Delivery<RunnerLocationUpdate>> deliveries) {
        List<PositionBatch.Reported> reported = new ArrayList<>(deliveries.size());
        for (Delivery<RunnerLocationUpdate> delivery : deliveries) {
            RunnerLocationUpdate event = delivery.event();
            UUID runner = Objects.requireNonNull(event.runnerId(), "a position without runner_id");
            Fix.of(delivery.id(), event).ifPresent(fix -> reported.add(new PositionBatch.Reported(runner, fix)));
        }
        List<PositionBatch.Judged> judged = reported.isEmpty() ? List.of() : PositionBatch.store(tx, reported);
        tx.afterCommit(() -> {
            counters.count(deliveries.size(), judged);
            live.publish(judged.stream()
                    .filter(each ->
                            !each.isDropped() && !each.position().fix().source().buffered())
                    .map(each -> updated(each.position()))
                    .toList());
        });
    }

    private TrackingUpdated updated(LiveTrip.Position position) {
        LiveTrip trip = position.trip();
        Fix fix = position.fix();
        return new TrackingUpdated(
                trip.id(),
                trip.booking(),
                trip.runner(),
                fix.position().latitude(),
                fix.position().longitude(),
                fix.speedKmh(),
                fix.headingDegrees(),
                fix.recordedAt(),
                trip.owner(),
                clock.instant());
    }
}
