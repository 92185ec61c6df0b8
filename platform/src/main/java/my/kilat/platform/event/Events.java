package my.kilat.platform.event;

import io.micrometer.core.instrument.Gauge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.host.Host;
import my.kilat.platform.http.Health;
import org.jspecify.annotations.Nullable;

/**
 * The use of Kafka by a service: the outbox and its relay, live publishing, consumers and fan-out. It starts without a
 * broker and waits for one.
 */
public final class Events implements AutoCloseable {
    private final String service;
    private final Database database;
    private final Host host;
    private final Parts parts;
    private final Brokers brokers;
    private final Part forTopics;
    private final Part forRelay;
    private final TopicKeeper topics;
    private final DeadLetterPublisher deadLetters;
    private final ConsumerContext context;
    private final OutboxRelay relay;
    private final Outbox outbox;
    private final LocalDelivery local = new LocalDelivery();
    private final Map<ConsumerGroup<?>, Subscription<?>> subscriptions = new LinkedHashMap<>();
    private final List<EventConsumer> consumers = new ArrayList<>();
    private final List<FanOutConsumer> fanOuts = new ArrayList<>();
    private final Set<Topic> produced = EnumSet.noneOf(Topic.class);
    private @Nullable LivePublisher live;

    /**
     * @throws my.kilat.platform.failure.StartException if the addresses of the brokers cannot be used
     */
    public Events(String service, KafkaSettings settings, Database database, Host host, Parts parts, Health health) {
        this.service = service;
        this.database = database;
        this.host = host;
        this.parts = parts;
        this.brokers = new Brokers(settings);
        this.forTopics = parts.essentialLater("topics");
        this.forRelay = parts.essentialLater("relay");
        this.topics = new TopicKeeper(
                service,
                brokers,
                forTopics,
                new OutboxPartitions(database, produced),
                List.of((_, _) -> connectLive(), new DeadLetterCount(produced, health, host.meters())));
        this.deadLetters = new DeadLetterPublisher(service, brokers, topics::lookSoon);
        this.context = new ConsumerContext(service, database, brokers, topics, deadLetters, host);
        this.relay = new OutboxRelay(
                service,
                database,
                () -> topics.await(produced),
                () -> brokers.reliableProducer("outbox-" + service),
                forRelay);
        this.outbox = new Outbox(host.clock(), relay::wake);
        Gauge.builder("kilat.outbox.oldest.seconds", this, Events::oldestSeconds)
                .description("Age of the oldest event that still has to reach Kafka")
                .tag("service", service)
                .register(host.meters());
    }

    /** Takes events within a transaction. */
    public Outbox outbox() {
        return outbox;
    }

    /** Publishes events that need no outbox. */
    public LivePublisher live() {
        if (live == null) {
            live = new LivePublisher(brokers, local, host.clock(), host.meters(), service);
        }
        return live;
    }

    private void connectLive() throws InterruptedException {
        if (live != null) {
            live.connect(produced);
        }
    }

    /**
     * Adds a consumer, which begins with {@link #start}.
     *
     * @throws IllegalArgumentException if the subscription reads nothing, or its group has one already
     */
    public void consume(Subscription<?> subscription) {
        ConsumerGroup<?> group = subscription.group();
        if (subscriptions.put(group, subscription) != null) {
            throw new IllegalArgumentException(group + " has a subscription already");
        }
        topics.keep(Set.of(group.topic()));
        consumers.add(new EventConsumer(context, subscription, parts.essential(group.id(), EventConsumer.SETTLE)));
    }

    /** The consumers that were added, by their groups. */
    public Map<ConsumerGroup<?>, Subscription<?>> subscriptions() {
        return Collections.unmodifiableMap(subscriptions);
    }

    /** Adds a fan-out, which begins with {@link #start}. */
    public void fanOut(FanOutSubscription subscription) {
        String name = fanOuts.isEmpty() ? "live-reader" : "live-reader-" + (fanOuts.size() + 1);
        topics.keep(subscription.topics());
        local.add(subscription);
        fanOuts.add(new FanOutConsumer(context, subscription, local, parts.essential(name, EventConsumer.SETTLE)));
    }

    /** Adds a topic to which this service writes, and without which it is not ready. It is created if missing. */
    public void produces(Topic topic) {
        produced.add(topic);
        topics.keep(Set.of(topic));
        forTopics.awaited();
        forRelay.awaited();
    }

    /** As {@link #produces}, for a topic without which the service is ready. */
    public void mayProduce(Topic topic) {
        produced.add(topic);
        topics.keep(Set.of(topic));
    }

    /** Starts the relay and the consumers, in the background and as soon as there is a broker. */
    public void start() {
        topics.start();
        consumers.forEach(EventConsumer::start);
        fanOuts.forEach(FanOutConsumer::start);
        relay.start();
    }

    /** Reports the age of the oldest event in the outbox, which is an alarm when it is too old. */
    public void watchOutbox() {
        relay.watch();
    }

    private double oldestSeconds() {
        try {
            return relay.oldest().orElse(0.0);
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    /** Deletes inbox rows of events that cannot be delivered again. */
    public void forgetOld() {
        Inbox.forgetOld(database);
    }

    @Override
    public void close() {
        List<Thread> closing = Stream.of(
                        consumers.stream().<Runnable>map(consumer -> consumer::close),
                        fanOuts.stream().<Runnable>map(fanOut -> fanOut::close),
                        Stream.<Runnable>of(topics::close))
                .flatMap(closes -> closes)
                .map(close -> Thread.ofVirtual().start(close))
                .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        deadLetters.close();
        if (live != null) {
            live.close();
        }
        relay.close();
    }
}
