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
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.telemetry.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one group's events and applies them: at least once from Kafka, exactly once in effect.
 *
 * <p>One thread polls, applies and commits. What a turn brings is applied in one transaction together with its rows in
 * the inbox; after a turn that brought something, events are left to gather for a moment, which makes each of them
 * cheaper. When the transaction fails, the events are applied one by one: the one that fails is {@linkplain RetryQueue set
 * aside} with all later ones of its key and tried again with growing pauses, while other keys go on; after the last
 * attempt it goes to the dead letters. What an event is not to blame for, such as a service that is away, is not an
 * attempt; while the database is away, read-only or full everything waits. After a process that died, events are {@linkplain CrashDetection applied
 * with care} for a while. Offsets are committed up to the first event that is still undone, so whatever the process leaves
 * behind when it dies is read again.
 */
final class EventConsumer implements AutoCloseable {
    /** After a failure it has to have read for so long before it counts as working. */
    static final Duration SETTLE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(250);
    private static final Duration BUSY_POLL = Duration.ofMillis(50);
    private static final Duration LATEST_POLL = Duration.ofMillis(3);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration STOP = Duration.ofSeconds(8);

    /** In one turn, on events that are applied or tried again one by one; then the broker is to hear of us again. */
    private static final Duration MOST_ALONE = Duration.ofSeconds(2);

    private final String name;
    private final ConsumerGroup<?> group;
    private final Brokers brokers;
    private final TopicKeeper topics;
    private final Subscription<?> subscription;
    private final Part part;
    private final InFlightRecords inFlight = new InFlightRecords();
    private final PendingDeadLetters pendingDeadLetters;
    private final RetryQueue retryQueue;
    private final CrashDetection crashDetection;
    private final OffsetTracker offsets;
    private final PendingBatch pendingBatch;
    private final Worker worker;
    private @Nullable TopicView topic;
    private long takenAt;
    private int takenLast;
    private volatile long behind;

    EventConsumer(
            String service,
            Subscription<?> subscription,
            Brokers brokers,
            TopicKeeper topics,
            Database database,
            DeadLetterPublisher deadLetterPublisher,
            Tracing tracing,
            MeterRegistry meters,
            Part part) {
        ConsumerGroup<?> group = subscription.group();
        this.name = group.id();
        this.group = group;
        this.brokers = brokers;
        this.topics = topics;
        this.subscription = subscription;
        this.part = part;
        this.worker = new Worker(service, part, Thread.ofPlatform().name(name), STOP, this::consume);
        BatchApplier applier = new BatchApplier(service, subscription, database, tracing, meters, worker::isOpen);
        this.crashDetection = new CrashDetection(group, database);
        this.pendingDeadLetters = new PendingDeadLetters(
                group, deadLetterPublisher, brokers.settings().longestPause(), inFlight);
        this.retryQueue = new RetryQueue(
                group, brokers.settings(), applier, crashDetection, inFlight, pendingDeadLetters, meters);
        this.offsets = new OffsetTracker(name, inFlight);
        this.pendingBatch =
                new PendingBatch(subscription, applier, retryQueue, pendingDeadLetters, crashDetection, offsets);
        Gauge.builder("kilat.events.behind", this, consumer -> consumer.behind)
                .description("Records of its partitions that this reader has not fetched yet")
                .tag("group", name)
                .register(meters);
        if (subscription.types().isEmpty()) {
            throw new IllegalArgumentException(name + " reads nothing");
        }
    }

    void start() {
        worker.start();
    }

    private void consume() throws InterruptedException {
        topics.await(Set.of(group.topic()));
        forgetEverything();
        String client = name + "-" + ProcessHandle.current().pid();
        try (KafkaConsumer<String, byte[]> consumer = brokers.consumer(group.id(), client, MOST_AT_ONCE)) {
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
        hold(consumer, full);
        boolean busy = full || !retryQueue.isEmpty() || !pendingDeadLetters.isEmpty();
        boolean gathered = gather();
        pendingBatch.take(consumer.poll(busy ? BUSY_POLL : IDLE_POLL));
        if (gathered && !pendingBatch.isEmpty() && pendingBatch.size() < MOST_AT_ONCE) {
            // That was what had come by the end of the turn before, read ahead; this is what has come since.
            pendingBatch.take(consumer.poll(LATEST_POLL));
        }
        takenAt = System.nanoTime();
        takenLast = pendingBatch.size();
        try {
            crashDetection.begin();
            pendingBatch.apply(MOST_ALONE);
            retryQueue.retryDue(MOST_ALONE);
            part.worked();
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            part.failed(e);
        }
        pendingDeadLetters.look();
        if (offsets.commitNowAndThen(consumer)) {
            report(consumer);
        }
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
            inFlight.forgetPlaces();
            offsets.beginAgain(consumer, now);
        }
        topic = now;
    }

    /** Holds back partitions of which no more can be taken in. */
    private void hold(KafkaConsumer<String, byte[]> consumer, boolean all) {
        if (!all
                && retryQueue.isEmpty()
                && pendingDeadLetters.isEmpty()
                && consumer.paused().isEmpty()) {
            return;
        }
        Set<TopicPartition> stop = new HashSet<>(all ? consumer.assignment() : inFlight.full());
        stop.retainAll(consumer.assignment());
        Set<TopicPartition> go = new HashSet<>(consumer.paused());
        go.removeAll(stop);
        consumer.resume(go);
        consumer.pause(stop);
    }

    /** After a turn that brought something, lets events gather for a while; returns whether there was time for it. */
    private boolean gather() {
        if (takenLast == 0 || takenLast >= MOST_AT_ONCE || !pendingBatch.isEmpty()) {
            return false;
        }
        long rest = takenAt + subscription.batchWindow().toNanos() - System.nanoTime();
        if (rest > 0) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                // Only to be stopped is it ever interrupted; the next poll would throw as well.
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    private void report(KafkaConsumer<String, byte[]> consumer) {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            sum += consumer.currentLag(partition).orElse(0);
        }
        behind = sum;
        Stream.concat(retryQueue.waiting().stream(), pendingDeadLetters.waiting().stream())
                .max(Comparator.comparing(RetryQueue.Waiting::age))
                .ifPresentOrElse(waiting -> part.undone(waiting.age(), waiting.words()), part::nothingUndone);
    }

    private void forgetEverything() {
        pendingBatch.clear();
        offsets.clear();
        retryQueue.clear();
        pendingDeadLetters.clear();
        inFlight.clear();
        takenLast = 0;
    }

    /** Stops after the turn in progress and commits what is done. */
    @Override
    public void close() {
        worker.close();
    }

    /** Before a partition goes to another instance, what is done is committed, so that little comes twice. */
    private final class Rebalance implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> consumer;

        Rebalance(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            offsets.commit(consumer, partitions);
            crashDetection.end(partitions);
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
            offsets.place(consumer, partitions);
        }

        private void drop(Collection<TopicPartition> partitions) {
            offsets.drop(partitions);
            retryQueue.drop(partitions);
            pendingDeadLetters.drop(partitions);
            pendingBatch.drop(partitions);
        }
    }
}
