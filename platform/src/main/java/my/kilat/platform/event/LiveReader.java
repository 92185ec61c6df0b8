package my.kilat.platform.event;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Worker;
import my.kilat.platform.json.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an {@link Onlooker} what happens from now on. Every instance sees every event, other than the members of a
 * consumer group, who share them. Nothing is remembered anywhere: what happens while the process is down is not seen, and
 * after an absence of the broker it goes on where it was. For what is shown and not stored.
 *
 * <p>It follows its topics: partitions that are added are read from their beginning, since nothing can be in them that was
 * there before, and a topic that was made anew is read from its beginning as well.
 */
final class LiveReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration STOP = Duration.ofSeconds(2);

    /** Between two polls that brought something: events are fetched some together and are at most this much late. */
    private static final Duration PACE = Duration.ofMillis(30);

    private final String name;
    private final Brokers brokers;
    private final TopicKeeper keeper;
    private final Part part;
    private final Set<Topic> topics;
    private final Set<String> types;
    private final Onlooker onlooker;
    private final Worker worker;
    private final Map<Topic, TopicView> followed = new EnumMap<>(Topic.class);
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    LiveReader(
            String service, Brokers brokers, TopicKeeper keeper, Set<EventType> types, Onlooker onlooker, Part part) {
        this.name = "live-reader-" + service;
        this.brokers = brokers;
        this.keeper = keeper;
        this.part = part;
        this.topics = types.stream()
                .map(EventType::topic)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
        this.types = types.stream().map(EventType::wireName).collect(Collectors.toUnmodifiableSet());
        this.onlooker = onlooker;
        this.worker = new Worker(service, part, Thread.ofPlatform().daemon().name(name), STOP, this::look);
    }

    /** The topics that it reads. */
    Set<Topic> topics() {
        return Collections.unmodifiableSet(topics);
    }

    void start() {
        worker.start();
    }

    private void look() throws InterruptedException {
        keeper.await(topics);
        String client = name + "-" + ProcessHandle.current().pid();
        try (KafkaConsumer<String, byte[]> consumer = brokers.onlooker(client)) {
            place(consumer);
            while (worker.isOpen()) {
                part.begins();
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> kafkaRecord : records) {
                    positions.put(
                            new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), kafkaRecord.offset() + 1);
                    show(kafkaRecord);
                }
                part.worked();
                if (hasChanged()) {
                    place(consumer);
                }
                if (!records.isEmpty()) {
                    Thread.sleep(PACE);
                }
            }
        } catch (KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        }
    }

    private boolean hasChanged() {
        for (Topic topic : topics) {
            if (!Objects.equals(keeper.view(topic), followed.get(topic))) {
                return true;
            }
        }
        return false;
    }

    /** At the end the first time; after that where it was, and at the beginning of what is new. */
    private void place(KafkaConsumer<String, byte[]> consumer) {
        Map<Topic, TopicView> now = new EnumMap<>(Topic.class);
        List<TopicPartition> all = new ArrayList<>();
        List<TopicPartition> atTheEnd = new ArrayList<>();
        List<TopicPartition> atTheBeginning = new ArrayList<>();
        for (Topic topic : topics) {
            TopicView view = keeper.view(topic);
            TopicView before = followed.get(topic);
            if (view == null) {
                throw new IllegalStateException(topic.wireName() + " is not kept");
            }
            now.put(topic, view);
            if (before != null && !before.id().equals(view.id())) {
                LOG.warn("{} was made anew; {} reads it from its beginning", topic.wireName(), name);
                positions.keySet().removeIf(partition -> partition.topic().equals(topic.wireName()));
            }
            for (int i = 0; i < view.partitions(); i++) {
                TopicPartition partition = new TopicPartition(topic.wireName(), i);
                all.add(partition);
                if (!positions.containsKey(partition)) {
                    (before == null ? atTheEnd : atTheBeginning).add(partition);
                }
            }
        }
        consumer.assign(all);
        positions.keySet().retainAll(all);
        positions.forEach(consumer::seek);
        if (!atTheEnd.isEmpty()) {
            consumer.seekToEnd(atTheEnd);
        }
        if (!atTheBeginning.isEmpty()) {
            consumer.seekToBeginning(atTheBeginning);
        }
        all.forEach(partition -> positions.put(partition, consumer.position(partition)));
        followed.putAll(now);
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
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                LOG.warn("{} could not show a {}", name, event.type(), e);
            }
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
