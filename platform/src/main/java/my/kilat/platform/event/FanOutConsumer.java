package my.kilat.platform.event;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * Reads the topics of a {@link FanOutSubscription} without a consumer group, so that every instance gets every event. It
 * begins at the end of its topics and stores no offsets: what is published while the process is down is not seen. After the
 * broker was unreachable it continues where it was. What this process has published itself is shown by {@link LocalDelivery},
 * before it comes from the broker.
 *
 * <p>A partition that is added later is read from its beginning, since it held nothing before. So is a topic that was
 * deleted and created again.
 */
final class FanOutConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FanOutConsumer.class);
    /** Shorter than {@link EventConsumer#SETTLE}, so that the second poll after a failure ends it. */
    private static final Duration POLL = Duration.ofSeconds(4);

    private static final Duration STOP = Duration.ofSeconds(2);

    /** The longest delay of an event, for it to be read together with others. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(30);

    private final String name;
    private final Brokers brokers;
    private final TopicKeeper keeper;
    private final Part part;
    private final FanOutSubscription subscription;
    private final LocalDelivery local;
    private final Set<Topic> topics;
    private final Worker worker;
    private final PollWait wait = new PollWait();
    private final Map<Topic, TopicView> followed = new EnumMap<>(Topic.class);
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** @param local tells what this process has shown already */
    FanOutConsumer(ConsumerContext context, FanOutSubscription subscription, LocalDelivery local, Part part) {
        this.name = "live-reader-" + context.service();
        this.brokers = context.brokers();
        this.keeper = context.topics();
        this.local = local;
        this.part = part;
        this.subscription = subscription;
        this.topics = subscription.topics();
        this.worker =
                new Worker(context.service(), part, Thread.ofPlatform().daemon().name(name), STOP, this::consume);
    }

    void start() {
        worker.start();
    }

    private void consume() throws InterruptedException {
        keeper.await(topics);
        String client = name + "-" + ProcessHandle.current().pid();
        KafkaConsumer<String, byte[]> consumer = brokers.fanOutConsumer(client);
        try (PollWait _ = wait.of(consumer)) {
            assign(consumer);
            part.worked(); // the broker has answered; the first poll may wait for long
            BatchWindow window = new BatchWindow(BATCH_WINDOW, Integer.MAX_VALUE);
            while (worker.isOpen()) {
                part.begins();
                window.await();
                ConsumerRecords<String, byte[]> records = wait.poll(consumer, POLL);
                window.begins(records.count());
                for (ConsumerRecord<String, byte[]> kafkaRecord : records) {
                    positions.put(
                            new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), kafkaRecord.offset() + 1);
                    show(kafkaRecord);
                }
                window.ends();
                part.worked();
                if (hasChanged()) {
                    assign(consumer);
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

    /** Assigns all partitions: the first time at their end, later where it was and at the beginning of new ones. */
    private void assign(KafkaConsumer<String, byte[]> consumer) {
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
        if (key == null || !subscription.wants(key) || isShown(kafkaRecord)) {
            return;
        }
        if (EnvelopeCodec.open(kafkaRecord, subscription::reads) instanceof EnvelopeCodec.Opened.Event event) {
            try {
                subscription.show(
                        event.id(), Json.convert(event.data(), event.type().payload()));
            } catch (UncheckedIOException e) {
                LOG.debug("{} passes over a {} that it cannot read: {}", name, event.type(), e.toString());
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                LOG.warn("{} could not show a {}", name, event.type(), e);
            }
        }
    }

    private boolean isShown(ConsumerRecord<String, byte[]> kafkaRecord) {
        return EnvelopeCodec.announcedId(kafkaRecord).filter(local::takeShown).isPresent();
    }

    @Override
    public void close() {
        worker.close(wait::wake);
    }
}
