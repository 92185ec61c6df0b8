package my.kilat.platform.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.telemetry.LogContext;
import my.kilat.platform.telemetry.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one group's events and applies them: at least once from Kafka, exactly once in effect.
 *
 * <p>One thread polls, applies and commits. What a turn brings is applied in one transaction together with its rows in
 * the inbox; after a turn that brought something, events are left to gather for a moment, which makes each of them
 * cheaper. When the transaction fails, the events are applied one by one: the one that fails is set aside with all later
 * ones of its key and tried again with growing pauses, while other keys go on; after the last attempt it goes to the dead
 * letters. While the database is away everything waits, and nothing counts as an attempt. Offsets are committed up to the
 * first event that is still undone, so whatever the process leaves behind when it dies is read again.
 */
final class EventConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(250);
    private static final Duration BUSY_POLL = Duration.ofMillis(50);
    private static final Duration LATEST_POLL = Duration.ofMillis(3);
    private static final Duration PAUSE_WITHOUT_BROKER = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_SET_ASIDE = 1_000;
    private static final Duration STOP = Duration.ofSeconds(8);

    private final String name;
    private final ConsumerGroup group;
    private final KafkaSettings settings;
    private final Topics topics;
    private final EventHandlers handlers;
    private final BatchApplier applier;
    private final SetAside setAside;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean joined;

    /** What a poll brought and the database has not taken yet. Only the consumer's thread touches what follows. */
    private List<ConsumerRecord<String, byte[]>> undone = List.of();

    private final Progress progress;
    private long takenAt;
    private int takenLast;

    EventConsumer(
            String service,
            ConsumerGroup group,
            KafkaSettings settings,
            Database database,
            EventHandlers handlers,
            DeadLetters deadLetters,
            Tracing tracing,
            MeterRegistry meters) {
        this.name = group.id();
        this.group = group;
        this.settings = settings;
        this.topics = new Topics(settings);
        this.handlers = handlers;
        this.applier = new BatchApplier(service, group, database, handlers, tracing, meters);
        this.setAside = new SetAside(group, settings, applier, deadLetters, meters);
        this.progress = new Progress(name, setAside);
        this.thread = Thread.ofPlatform().name(name).unstarted(LogContext.of(service, this::run));
        requireAllHandlers();
    }

    private void requireAllHandlers() {
        Set<EventType> missing = EnumSet.noneOf(EventType.class);
        group.reads().stream().filter(type -> !handlers.reads(type.wireName())).forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(name + " has no handler for " + missing);
        }
    }

    void start() {
        thread.start();
    }

    /** Whether it has found its topic and is reading, or waiting to read. */
    boolean isJoined() {
        return joined;
    }

    private void run() {
        while (running) {
            try {
                topics.ensure(Set.of(group.topic()));
                consume();
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                joined = false;
                if (running) {
                    LOG.warn("{} cannot read for the moment: {}", name, e.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_WITHOUT_BROKER);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void consume() {
        String client = name + "-" + ProcessHandle.current().pid();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings.consumer(group.id(), client, MOST_AT_ONCE))) {
            forgetEverything();
            consumer.subscribe(Set.of(group.topic().wireName()), new Rebalance(consumer));
            while (running) {
                turn(consumer);
            }
            setAsideNothingMore(consumer);
        } catch (WakeupException e) {
            LOG.debug("{} was woken to stop", name);
        }
    }

    private void turn(KafkaConsumer<String, byte[]> consumer) {
        boolean full = !undone.isEmpty() || setAside.size() >= MOST_SET_ASIDE;
        if (full) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
        boolean busy = full || setAside.size() > 0;
        boolean gathered = gather();
        take(consumer.poll(busy ? BUSY_POLL : IDLE_POLL));
        if (gathered && !undone.isEmpty() && undone.size() < MOST_AT_ONCE) {
            // That was what had come by the end of the turn before, read ahead; this is what has come since.
            take(consumer.poll(LATEST_POLL));
        }
        List<ConsumerRecord<String, byte[]>> polled = undone;
        takenAt = System.nanoTime();
        takenLast = polled.size();
        joined = true;
        undone = List.of();
        try {
            apply(polled);
            setAside.retryDue();
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            LOG.warn("{} waits for its database: {}", name, e.toString());
            undone = polled;
        }
        progress.commitNowAndThen(consumer);
    }

    /** Added to what is undone, out of which a rebalance during a later poll takes what is no longer ours. */
    private void take(ConsumerRecords<String, byte[]> records) {
        if (!records.isEmpty()) {
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(undone);
            records.forEach(all::add);
            undone = all;
        }
    }

    /** After a turn that brought something, lets events gather for a while; returns whether there was time for it. */
    private boolean gather() {
        if (takenLast == 0 || takenLast >= MOST_AT_ONCE || !undone.isEmpty()) {
            return false;
        }
        long rest = takenAt + handlers.patience().toNanos() - System.nanoTime();
        if (rest > 0) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                running = false;
            }
        }
        return true;
    }

    private void apply(List<ConsumerRecord<String, byte[]>> polled) {
        if (polled.isEmpty()) {
            return;
        }
        List<BatchApplier.Item> ready = new ArrayList<>(polled.size());
        for (ConsumerRecord<String, byte[]> kafkaRecord : polled) {
            switch (EnvelopeCodec.open(kafkaRecord, handlers::reads)) {
                case EnvelopeCodec.Opened.Foreign() -> {}
                case EnvelopeCodec.Opened.Unreadable(String why) -> setAside.giveUp(kafkaRecord, why, 1);
                case EnvelopeCodec.Opened.Event event -> {
                    BatchApplier.Item item = new BatchApplier.Item(kafkaRecord, event);
                    if (!setAside.joinsItsKey(item)) {
                        ready.add(item);
                    }
                }
            }
        }
        applier.applyTogether(ready).ifPresent(failure -> applyOneByOne(ready, failure));
        polled.forEach(progress::finish);
    }

    private void applyOneByOne(List<BatchApplier.Item> items, RuntimeException togetherFailure) {
        LOG.debug("{} applies {} events one by one after {}", name, items.size(), togetherFailure.toString());
        for (BatchApplier.Item item : items) {
            if (!setAside.joinsItsKey(item)) {
                applier.applyAlone(item).ifPresent(failure -> setAside.begin(item, failure));
            }
        }
    }

    private void setAsideNothingMore(KafkaConsumer<String, byte[]> consumer) {
        progress.commit(consumer);
        joined = false;
    }

    private void forgetEverything() {
        undone = List.of();
        progress.clear();
        setAside.clear();
    }

    /** Stops after the turn in progress and commits what is done. */
    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            drop(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} reads {}", name, partitions);
        }

        private void drop(Collection<TopicPartition> partitions) {
            progress.drop(partitions);
            setAside.drop(partitions);
            undone = undone.stream()
                    .filter(kept -> !partitions.contains(new TopicPartition(kept.topic(), kept.partition())))
                    .toList();
        }
    }
}
