package my.kilat.platform.event;

import io.micrometer.core.instrument.Gauge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.StartException;
import my.kilat.platform.telemetry.LogContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's side of Kafka: outbox and relay, live publishing, consumers and onlookers. It comes up without a broker and
 * waits for one.
 */
public final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final String service;
    private final KafkaSettings settings;
    private final Database database;
    private final Host host;
    private final Producer<String, byte[]> reliable;
    private final OutboxRelay relay;
    private final Outbox outbox;
    private final List<EventConsumer> consumers = new ArrayList<>();
    private final List<LiveReader> readers = new ArrayList<>();
    private final Set<Topic> produced = EnumSet.noneOf(Topic.class);
    private final CompletableFuture<Boolean> topicsReady = new CompletableFuture<>();
    private @Nullable LivePublisher live;
    private volatile boolean wereJoined;

    public Events(String service, KafkaSettings settings, Database database, Host host) {
        this.service = service;
        this.settings = settings;
        this.database = database;
        this.host = host;
        this.reliable = producer(settings.reliableProducer("outbox-" + service));
        this.relay = new OutboxRelay(service, database, reliable);
        this.outbox = new Outbox(host.clock(), relay::wake);
        Gauge.builder("kilat.outbox.oldest.seconds", this, Events::oldestSeconds)
                .description("Age of the oldest event that still has to reach Kafka")
                .tag("service", service)
                .register(host.meters());
    }

    private Producer<String, byte[]> producer(Map<String, Object> config) {
        try {
            return new KafkaProducer<>(new HashMap<>(config));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(
                    "KAFKA_BROKERS is " + String.join(",", settings.brokers()) + ", which cannot be used: "
                            + cause.getMessage(),
                    e);
        }
    }

    /** Where events are put within a transaction. */
    public Outbox outbox() {
        return outbox;
    }

    /** Where live events go. */
    public LivePublisher live() {
        if (live == null) {
            live = new LivePublisher(
                    producer(settings.hastyProducer("live-" + service)), host.clock(), host.meters(), service);
        }
        return live;
    }

    /** Adds a consumer; it begins with {@link #start}. */
    public void consume(ConsumerGroup group, EventHandlers handlers) {
        consumers.add(new EventConsumer(
                service,
                group,
                settings,
                database,
                handlers,
                new DeadLetters(reliable),
                host.tracing(),
                host.meters()));
    }

    /** Shows events to an onlooker, from the moment this begins to run. */
    public void watch(Set<EventType> types, Onlooker onlooker) {
        readers.add(new LiveReader(service, settings, types, onlooker));
    }

    /** Names a topic that has to exist. */
    public void produces(Topic topic) {
        produced.add(topic);
    }

    /** Begins to relay and to consume, in the background and as soon as there is a broker. */
    public void start() {
        Thread.ofVirtual().name("topics-" + service).start(LogContext.of(service, this::createTopicsThenRelay));
        consumers.forEach(EventConsumer::start);
        readers.forEach(LiveReader::start);
    }

    private void createTopicsThenRelay() {
        Topics topics = new Topics(settings);
        while (!produced.isEmpty()) {
            try {
                topics.ensure(produced);
                if (live != null) {
                    live.learn(produced);
                }
                break;
            } catch (ExecutionException | KafkaException e) {
                LOG.warn("service-{} waits for the broker at {}: {}", service, settings.brokers(), e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
        topicsReady.complete(Boolean.TRUE);
        relay.start();
        relay.wake();
    }

    /** For readiness: {@code ok} once topics exist and everybody who reads them does so; it stays so thereafter. */
    public String state() {
        if (wereJoined) {
            return "ok";
        }
        if (topicsReady.isDone()
                && consumers.stream().allMatch(EventConsumer::isJoined)
                && readers.stream().allMatch(LiveReader::isLooking)) {
            wereJoined = true;
            return "ok";
        }
        return "waiting for the broker";
    }

    private double oldestSeconds() {
        try {
            return database.read(handle -> handle.createQuery(
                            "select coalesce(extract(epoch from now() - min(created_at)), 0) from outbox")
                    .mapTo(Double.class)
                    .one());
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    /** Forgets received events that can no longer come again. */
    public void forgetOld() {
        Inbox.forgetOld(database);
    }

    @Override
    public void close() {
        List<Thread> closing = Stream.concat(
                        consumers.stream().<Runnable>map(consumer -> consumer::close),
                        readers.stream().<Runnable>map(reader -> reader::close))
                .map(close -> Thread.ofVirtual().start(close))
                .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (live != null) {
            live.close();
        }
        relay.close();
    }
}
