package my.kilat.platform.event;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.LogContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an {@link Onlooker} what happens from now on. Every instance sees every event, other than the members of a
 * consumer group, who share them. Nothing is remembered anywhere: what happens while the process is down is not seen, and
 * after an absence of the broker it goes on where it was. For what is shown and not stored.
 */
final class LiveReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE_WITHOUT_BROKER = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    /** Between two polls that brought something: events are fetched some together and are at most this much late. */
    private static final Duration PACE = Duration.ofMillis(30);

    private final String name;
    private final KafkaSettings settings;
    private final Set<Topic> topics;
    private final Set<String> types;
    private final Onlooker onlooker;
    private final Thread thread;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile boolean running = true;
    private volatile boolean looking;

    LiveReader(String service, KafkaSettings settings, Set<EventType> types, Onlooker onlooker) {
        this.name = "live-reader-" + service;
        this.settings = settings;
        this.topics = types.stream()
                .map(EventType::topic)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
        this.types = types.stream().map(EventType::wireName).collect(Collectors.toUnmodifiableSet());
        this.onlooker = onlooker;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(LogContext.of(service, this::run));
    }

    void start() {
        thread.start();
    }

    /** Whether it has found its place at the end of the topics; whatever is published from then on will be seen. */
    boolean isLooking() {
        return looking;
    }

    private void run() {
        while (running) {
            try {
                new Topics(settings).ensure(topics);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                if (running && !pauseAfter(e)) {
                    return;
                }
            }
        }
    }

    private boolean pauseAfter(Exception failure) {
        LOG.warn("{} cannot read for the moment: {}", name, failure.toString());
        try {
            Thread.sleep(PAUSE_WITHOUT_BROKER);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void look() throws InterruptedException {
        String client = name + "-" + ProcessHandle.current().pid();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings.onlooker(client))) {
            takePlace(consumer);
            looking = true;
            while (running) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> kafkaRecord : records) {
                    positions.put(
                            new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), kafkaRecord.offset() + 1);
                    show(kafkaRecord);
                }
                if (!records.isEmpty()) {
                    Thread.sleep(PACE);
                }
            }
        }
    }

    /** At the end the first time; where it was after the broker had been away. */
    private void takePlace(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            List<PartitionInfo> known = consumer.partitionsFor(topic.wireName());
            if (known.size() < topic.partitions()) {
                throw new LeaderNotAvailableException("not all partitions of " + topic.wireName() + " are known yet");
            }
            known.forEach(partition -> partitions.add(new TopicPartition(partition.topic(), partition.partition())));
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private void show(ConsumerRecord<String, byte[]> kafkaRecord) {
        String key = kafkaRecord.key();
        if (key == null || !onlooker.wants(key)) {
            return;
        }
        if (EnvelopeCodec.open(kafkaRecord, type -> types.contains(type.toLowerCase(Locale.ROOT)))
                instanceof EnvelopeCodec.Opened.Event event) {
            try {
                onlooker.saw(event.id(), Json.convert(event.data(), event.type().payload()));
            } catch (UncheckedIOException e) {
                LOG.debug("{} passes over a {} that it cannot read: {}", name, event.type(), e.toString());
            } catch (RuntimeException e) {
                LOG.warn("{} could not show a {}", name, event.type(), e);
            }
        }
    }

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
}
