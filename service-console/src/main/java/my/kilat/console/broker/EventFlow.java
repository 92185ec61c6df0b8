package my.kilat.console.broker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.failure.Failure;

/** How events move: topics, groups and outboxes. However many pages are open, the broker is asked once a second at most. */
public final class EventFlow {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** Ages of outboxes are read from the metrics of every service, which are long. */
    private static final Duration OUTBOXES_GOOD_FOR = Duration.ofSeconds(5);

    private final Shared<BrokerOverview.Snapshot> broker;
    private final Shared<Outboxes.Reading> outboxes;

    /**
     * How they move.
     *
     * @param threads on which is asked
     */
    public EventFlow(Services services, BrokerOverview broker, ExecutorService threads, InstantSource clock) {
        this.broker = new Shared<>(
                () -> read(broker), new Shared.Terms("the broker", LONGEST, Duration.ofSeconds(1)), threads, clock);
        this.outboxes = new Shared<>(
                new Outboxes(services)::read,
                new Shared.Terms("the metrics of the services", LONGEST, OUTBOXES_GOOD_FOR),
                threads,
                clock);
    }

    private static BrokerOverview.Snapshot read(BrokerOverview broker) {
        try {
            return broker.read();
        } catch (FaultException e) {
            throw new Failure.Unavailable("the broker cannot be used: " + e.getMessage());
        }
    }

    /** The sums that stand on the first page. */
    public record Figures(long deadLetters, long lag, double oldestOutboxSeconds) {}

    /**
     * The sums.
     *
     * @throws Failure.Unavailable if the broker cannot be used
     */
    public Figures figures() throws InterruptedException {
        BrokerOverview.Snapshot snapshot = broker.get();
        return new Figures(
                snapshot.topics().stream()
                        .mapToLong(BrokerOverview.TopicState::deadLetters)
                        .sum(),
                snapshot.groups().stream()
                        .mapToLong(BrokerOverview.GroupState::lag)
                        .sum(),
                outboxes.get().outboxes().stream()
                        .mapToDouble(Outboxes.Outbox::oldestSeconds)
                        .max()
                        .orElse(0));
    }

    /** All of it; what could not be read is missing. */
    record Detail(
            List<BrokerOverview.TopicState> topics,
            List<BrokerOverview.GroupState> groups,
            List<Outboxes.Outbox> outboxes,
            List<Answers.Missing> missing) {}

    Detail detail() throws InterruptedException {
        List<Answers.Missing> missing = new ArrayList<>();
        BrokerOverview.Snapshot snapshot = new BrokerOverview.Snapshot(List.of(), List.of());
        try {
            snapshot = broker.get();
        } catch (Failure.Unavailable e) {
            missing.add(new Answers.Missing("broker", e.reason()));
        }
        List<Outboxes.Outbox> oldest = List.of();
        try {
            Outboxes.Reading reading = outboxes.get();
            oldest = reading.outboxes();
            missing.addAll(reading.missing());
        } catch (Failure.Unavailable e) {
            missing.add(new Answers.Missing("outboxes", e.reason()));
        }
        return new Detail(snapshot.topics(), snapshot.groups(), oldest, missing);
    }
}
