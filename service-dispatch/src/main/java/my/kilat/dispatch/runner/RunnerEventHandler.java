package my.kilat.dispatch.runner;

import java.time.Duration;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.dispatch.store.Runners;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Applies sessions and positions to the copy. All of it may be applied again. */
public final class RunnerEventHandler {
    /** Longer than the default, because a position is used when the next round of a search begins. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(150);

    private final Runners runners = new Runners();

    /** Events by which a runner is there, moves, or is gone. */
    public Subscription<RunnerEvent> subscription() {
        return Subscription.of(ConsumerGroup.DISPATCH_RUNNERS)
                .on(RunnerOnline.class, (tx, delivery) -> runners.online(tx, delivery.event()))
                .on(RunnerOffline.class, (tx, delivery) -> runners.offline(tx, delivery.event()))
                .onRepeatable(
                        RunnerLocationUpdate.class,
                        (tx, deliveries) -> runners.place(
                                tx, deliveries.stream().map(Delivery::event).toList()))
                .batchWindow(BATCH_WINDOW);
    }
}
