package my.kilat.platform.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Worker;
import my.kilat.platform.database.SqlStates;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of one consumer group and applies them: delivered at least once by Kafka, effective once by the inbox.
 *
 * <p>One thread polls, applies and commits, turn by turn. The records of a turn are applied in one transaction together with
 * their inbox rows, after a {@link BatchWindow}. If the transaction fails they are applied one by one, and those that fail
 * alone go to the {@link RetryQueue}. A failure that the event is not to blame for does not count as an attempt; while the
 * database is away, read-only or full the consumer waits. {@link CrashDetection} handles events that make the process crash,
 * {@link OffsetTracker} commits offsets up to the first record that is not finished.
 */
final class EventConsumer implements AutoCloseable {
    /** How long a consumer has to read without a failure, after one, until it counts as working. */
    static final Duration SETTLE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    /** How long a poll waits for records when there is nothing else to do; shorter than {@link #SETTLE}. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(4);

    /** The same while offsets are to be committed. */
    private static final Duration UNSETTLED_POLL = OffsetTracker.COMMIT_EVERY;

    private static final Duration BUSY_POLL = Duration.ofMillis(50);
    private static final Duration LATEST_POLL = Duration.ofMillis(2);
    private static final int MOST_AT_ONCE = 500;
    private static final double CLEARLY_MORE = 1.5;
    private static final Duration STOP = Duration.ofSeconds(8);

    /** How long one turn may apply or retry events one by one, so that the broker gets the next poll in time. */
    private static final Duration MOST_ALONE = Duration.ofSeconds(2);

    private final String name;
    private final ConsumerGroup<?> group;
    private final Brokers brokers;
    private final TopicKeeper topics;
    private final Part part;
    private final BatchWindow batchWindow;
    private final InFlightRecords inFlight = new InFlightRecords();
    private final PendingDeadLetters pendingDeadLetters;
    private final RetryQueue retryQueue;
    private final CrashDetection crashDetection;
    private final OffsetTracker offsets;
    private final PendingBatch pendingBatch;
    private final Worker worker;
    private final PollWait wait = new PollWait();
    private @Nullable TopicView topic;
    private volatile long lag;

    /**
     * @throws IllegalArgumentException if the subscription reads nothing
     */
    EventConsumer(ConsumerContext context, Subscription<?> subscription, Part part) {
        this.group = subscription.group();
        this.name = group.id();
        if (subscription.types().isEmpty()) {
            throw new IllegalArgumentException(name + " reads nothing");
        }
        this.brokers = context.brokers();
        this.topics = context.topics();
        this.part = part;
        this.batchWindow = new BatchWindow(subscription.batchWindow(), MOST_AT_ONCE);
        this.worker = new Worker(context.service(), part, Thread.ofPlatform().name(name), STOP, this::consume);
        KafkaSettings settings = brokers.settings();
        MeterRegistry meters = context.host().meters();
        BatchApplier applier = new BatchApplier(
                context.service(),
                subscription,
                context.database(),
                context.host().tracing(),
                meters,
                worker::isOpen);
        this.crashDetection = new CrashDetection(group, context.database());
        this.pendingDeadLetters =
                new PendingDeadLetters(group, context.deadLetters(), settings.longestPause(), inFlight);
        this.retryQueue =
                new RetryQueue(group, settings, applier, crashDetection, inFlight, pendingDeadLetters, meters);
        this.offsets = new OffsetTracker(name, inFlight);
        this.pendingBatch =
                new PendingBatch(subscription, applier, retryQueue, pendingDeadLetters, crashDetection, offsets);
        Gauge.builder("kilat.events.behind", this, consumer -> consumer.lag)
                .description("Records of its partitions that this reader has not fetched yet")
                .tag("group", name)
                .register(meters);
    }

    void start() {
        worker.start();
    }

    private void consume() throws InterruptedException {
        topics.await(Set.of(group.topic()));
        forgetEverything();
        String client = name + "-" + ProcessHandle.current().pid();
        KafkaConsumer<String, byte[]> consumer = brokers.consumer(group.id(), client, MOST_AT_ONCE);
        try (PollWait _ = wait.of(consumer)) {
            consumer.subscribe(Set.of(group.topic().wireName()), new Rebalance(consumer));
            TopicView now = topics.view(group.topic());
            if (now != null) {
                offsets.follow(now);
            }
            topic = now;
            while (worker.isOpen()) {
                turn(consumer);
            }
            offsets.commit(consumer);
        } catch (WakeupException e) {
            LOG.debug("{} was woken to stop", name);
        } catch (KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        }
    }

    private void turn(KafkaConsumer<String, byte[]> consumer) {
        part.begins();
        followTopic(consumer);
        boolean full = !pendingBatch.isEmpty() || inFlight.isFull();
        pause(consumer, full);
        boolean busy = full || !retryQueue.isEmpty() || !pendingDeadLetters.isEmpty();
        if (busy) {
            offsets.unsettle();
        }
        if (pendingBatch.isEmpty()) {
            gather(consumer, busy);
        } else {
            pendingBatch.add(wait.poll(consumer, BUSY_POLL));
        }
        try {
            crashDetection.recordAssigned();
            pendingBatch.apply(MOST_ALONE);
            retryQueue.retryDue(MOST_ALONE);
            batchWindow.ends();
            part.worked();
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            part.failed(e);
        }
        pendingDeadLetters.advance();
        if (offsets.commitIfDue(consumer)) {
            report(consumer);
        }
    }

    private void gather(KafkaConsumer<String, byte[]> consumer, boolean busy) {
        batchWindow.await();
        double expected = batchWindow.expectedByNow();
        pendingBatch.add(wait.poll(consumer, busy ? BUSY_POLL : offsets.isSettled() ? IDLE_POLL : UNSETTLED_POLL));
        int first = pendingBatch.size();
        if (first > 0 && first < MOST_AT_ONCE && first * CLEARLY_MORE < expected) {
            // The first poll returned what the client had fetched early in the last turn; this one returns what came
            // since.
            pendingBatch.add(wait.poll(consumer, LATEST_POLL));
        }
        batchWindow.begins(pendingBatch.size());
    }

    private void followTopic(KafkaConsumer<String, byte[]> consumer) {
        TopicView now = topics.view(group.topic());
        if (now == null || now.equals(topic) || !pendingBatch.isEmpty()) {
            return;
        }
        if (topic != null && !topic.id().equals(now.id())) {
            LOG.warn(
                    "{} was made anew; {} reads it from its beginning",
                    group.topic().wireName(),
                    name);
            inFlight.forgetOffsets();
            offsets.restart(consumer, now);
        }
        topic = now;
    }

    /** Pauses partitions of which no more records can be held, and resumes the others. */
    private void pause(KafkaConsumer<String, byte[]> consumer, boolean all) {
        if (!all
                && retryQueue.isEmpty()
                && pendingDeadLetters.isEmpty()
                && consumer.paused().isEmpty()) {
            return;
        }
        Set<TopicPartition> full = new HashSet<>(all ? consumer.assignment() : inFlight.full());
        full.retainAll(consumer.assignment());
        Set<TopicPartition> free = new HashSet<>(consumer.paused());
        free.removeAll(full);
        consumer.resume(free);
        consumer.pause(full);
    }

    private void report(KafkaConsumer<String, byte[]> consumer) {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            sum += consumer.currentLag(partition).orElse(0);
        }
        lag = sum;
        Stream.concat(retryQueue.oldest().stream(), pendingDeadLetters.oldest().stream())
                .max(Comparator.comparing(Overdue::age))
                .ifPresentOrElse(overdue -> part.undone(overdue.age(), overdue.words()), part::nothingUndone);
    }

    private void forgetEverything() {
        pendingBatch.clear();
        offsets.clear();
        retryQueue.clear();
        pendingDeadLetters.clear();
        inFlight.clear();
        batchWindow.begins(0);
    }

    /** Stops after the turn under way, and commits the offsets of what is finished. */
    @Override
    public void close() {
        worker.close(wait::wake);
    }

    /** Commits the offsets of partitions before another instance reads them, so that it reads little twice. */
    private final class Rebalance implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> consumer;

        Rebalance(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            offsets.commit(consumer, partitions);
            crashDetection.release(partitions);
            drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            crashDetection.lost(partitions);
            drop(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} reads {}", name, partitions);
            crashDetection.assigned(partitions);
            offsets.checkCommitted(consumer, partitions);
        }

        private void drop(Collection<TopicPartition> partitions) {
            offsets.drop(partitions);
            retryQueue.drop(partitions);
            pendingDeadLetters.drop(partitions);
            pendingBatch.drop(partitions);
        }
    }
}
