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
 * cheaper. When the transaction fails, the events are applied one by one: the one that fails is {@linkplain SetAside set
 * aside} with all later ones of its key and tried again with growing pauses, while other keys go on; after the last
 * attempt it goes to the dead letters. What an event is not to blame for, such as a service that is away, is not an
 * attempt; while the database is away, read-only or full everything waits. After a process that died, events are {@linkplain Readings applied
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
    private final HeldRecords held = new HeldRecords();
    private final Burials burials;
    private final SetAside setAside;
    private final Readings readings;
    private final Progress progress;
    private final Intake intake;
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
            DeadLetters deadLetters,
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
        this.readings = new Readings(group, database);
        this.burials = new Burials(group, deadLetters, brokers.settings().longestPause(), held);
        this.setAside = new SetAside(group, brokers.settings(), applier, readings, held, burials, meters);
        this.progress = new Progress(name, held);
        this.intake = new Intake(subscription, applier, setAside, burials, readings, progress);
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
                progress.follow(now);
            }
            topic = now;
            while (worker.isOpen()) {
                turn(consumer);
            }
            progress.commit(consumer);
        } catch (WakeupException e) {
            LOG.debug("{} was woken to stop", name);
        } catch (KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        }
    }

    private void turn(KafkaConsumer<String, byte[]> consumer) {
        part.begins();
        followTopic(consumer);
        boolean full = !intake.isEmpty() || held.isFull();
        hold(consumer, full);
        boolean busy = full || !setAside.isEmpty() || !burials.isEmpty();
        boolean gathered = gather();
        intake.take(consumer.poll(busy ? BUSY_POLL : IDLE_POLL));
        if (gathered && !intake.isEmpty() && intake.size() < MOST_AT_ONCE) {
            // That was what had come by the end of the turn before, read ahead; this is what has come since.
            intake.take(consumer.poll(LATEST_POLL));
        }
        takenAt = System.nanoTime();
        takenLast = intake.size();
        try {
            readings.begin();
            intake.apply(MOST_ALONE);
            setAside.retryDue(MOST_ALONE);
            part.worked();
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            part.failed(e);
        }
        burials.look();
        if (progress.commitNowAndThen(consumer)) {
            report(consumer);
        }
    }

    private void followTopic(KafkaConsumer<String, byte[]> consumer) {
        TopicView now = topics.view(group.topic());
        if (now == null || now.equals(topic) || !intake.isEmpty()) {
            return;
        }
        if (topic != null && !topic.id().equals(now.id())) {
            LOG.warn(
                    "{} was made anew; {} reads it from its beginning",
                    group.topic().wireName(),
                    name);
            held.forgetPlaces();
            progress.beginAgain(consumer, now);
        }
        topic = now;
    }

    /** Holds back partitions of which no more can be taken in. */
    private void hold(KafkaConsumer<String, byte[]> consumer, boolean all) {
        if (!all && setAside.isEmpty() && burials.isEmpty() && consumer.paused().isEmpty()) {
            return;
        }
        Set<TopicPartition> stop = new HashSet<>(all ? consumer.assignment() : held.full());
        stop.retainAll(consumer.assignment());
        Set<TopicPartition> go = new HashSet<>(consumer.paused());
        go.removeAll(stop);
        consumer.resume(go);
        consumer.pause(stop);
    }

    /** After a turn that brought something, lets events gather for a while; returns whether there was time for it. */
    private boolean gather() {
        if (takenLast == 0 || takenLast >= MOST_AT_ONCE || !intake.isEmpty()) {
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
        Stream.concat(setAside.waiting().stream(), burials.waiting().stream())
                .max(Comparator.comparing(SetAside.Waiting::age))
                .ifPresentOrElse(waiting -> part.undone(waiting.age(), waiting.words()), part::nothingUndone);
    }

    private void forgetEverything() {
        intake.clear();
        progress.clear();
        setAside.clear();
        burials.clear();
        held.clear();
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
            progress.commit(consumer, partitions);
            readings.end(partitions);
            drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            readings.lost(partitions);
            drop(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} reads {}", name, partitions);
            readings.assigned(partitions);
            progress.place(consumer, partitions);
        }

        private void drop(Collection<TopicPartition> partitions) {
            progress.drop(partitions);
            setAside.drop(partitions);
            burials.drop(partitions);
            intake.drop(partitions);
        }
    }
}
