package my.kilat.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.store.Deliveries;
import my.kilat.notification.store.Devices;
import my.kilat.platform.background.Part;
import my.kilat.platform.database.Database;
import my.kilat.platform.security.Revocations;

/** One courier for each channel. */
public final class Couriers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<Courier> couriers;

    /**
     * How couriers run.
     *
     * @param clock the time that all instances have in common
     * @param threads for runs that may block
     */
    public record Execution(InstantSource clock, Executor threads, MeterRegistry meters) {}

    /**
     * What couriers have to deliver.
     *
     * @param deliveries what is due
     * @param devices where push messages go
     * @param revocations which devices belong to sessions that have ended, perhaps before that is known here
     */
    record Outstanding(Deliveries deliveries, Devices devices, Revocations revocations) {}

    /**
     * Couriers for these channels. They have nothing in common but the pool of database connections, which none of them holds
     * while its provider works: so one that is slow or away is in nobody else's way.
     *
     * @param revocations which devices belong to sessions that have ended, perhaps before that is known here
     * @param background adds a part of this name to those that report
     */
    public Couriers(
            Channels channels,
            Database database,
            Revocations revocations,
            RetryPolicy policy,
            Execution execution,
            Function<String, Part> background) {
        Outstanding outstanding = new Outstanding(new Deliveries(database), new Devices(database), revocations);
        this.couriers = channels.all()
                .map(channel -> new Courier(
                        channel,
                        outstanding,
                        policy,
                        execution,
                        background.apply("deliveries-" + channel.id().word())))
                .toList();
    }

    /** Lets each look at its queue. */
    public void wake() {
        couriers.forEach(Courier::wake);
    }

    /** Finishes the batches in hand. */
    @Override
    public void close() {
        couriers.forEach(courier -> courier.stop(PATIENCE));
    }
}
