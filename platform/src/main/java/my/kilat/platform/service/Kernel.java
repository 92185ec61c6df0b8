package my.kilat.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Jobs;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseClock;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.Events;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Onlooker;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.http.Admission;
import my.kilat.platform.http.Health;
import my.kilat.platform.http.HttpEdge;
import my.kilat.platform.http.Idempotency;
import my.kilat.platform.http.Routes;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every service is built around: its database, its outbox and relay, its consumers, its HTTP side, its periodic
 * jobs and its health. A service opens the kernel, hands it handlers, and lets it listen:
 *
 * <pre>{@code
 * kernel.open();
 * Bookings bookings = new Bookings(kernel.database(), kernel.outbox(), kernel.clock());
 * kernel.routes().on("getBooking", call -> Reply.ok(bookings.find(call.id("id"), call.caller())));
 * kernel.consume(ConsumerGroup.BOOKING_PAYMENTS, new EventHandlers().on(EscrowHeld.class, bookings::onHeld));
 * kernel.every("auto-confirm", Duration.ofMinutes(1), bookings::confirmOverdue);
 * kernel.listen();
 * }</pre>
 */
public final class Kernel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofSeconds(10);

    private final String service;
    private final String address;
    private final int wantedPort;
    private final Environment environment;
    private final Host host;
    private final Parts parts;
    private final Health health;
    private final Jobs jobs;
    private final Routes routes;
    private final TokenVerifier tokens;
    private final ServiceTokens serviceTokens;
    private final DatabaseSettings databaseSettings;
    private final KafkaSettings kafkaSettings;
    private final Deque<AutoCloseable> closeLast = new ArrayDeque<>();

    private volatile InstantSource clock;
    private @Nullable Database database;
    private @Nullable Events events;
    private @Nullable HttpEdge http;

    /**
     * Reads the settings; touches nothing else.
     *
     * @param service the short name, such as {@code booking}
     * @param defaultPort the port unless {@code SERVICE_PORT} says otherwise; it is open to this machine alone unless
     *     {@code SERVICE_HOST} says otherwise
     * @throws my.kilat.platform.settings.SettingsException if one of them is missing or wrong
     */
    public Kernel(String service, int defaultPort, Environment environment, Host host) {
        this(service, defaultPort, environment, host, ApiDocument.contract(), ApiDocument.load(ApiDocument.INTERNAL));
    }

    Kernel(String service, int defaultPort, Environment environment, Host host, ApiDocument... documents) {
        this.service = service;
        this.environment = environment;
        this.host = host;
        this.clock = host.clock();
        this.address = environment.text("SERVICE_HOST", "127.0.0.1");
        this.wantedPort = environment.integer("SERVICE_PORT", defaultPort, 0, 65_535);
        this.databaseSettings = DatabaseSettings.from(environment, service);
        this.kafkaSettings = KafkaSettings.from(environment);
        this.tokens = host.tokens(TokenSettings.from(environment));
        this.parts = new Parts(service, Limits.from(environment), host.meters());
        tokens.keyFetching().ifPresent(parts::share);
        this.health = new Health(service, parts, host.meters());
        this.jobs = new Jobs(service, parts);
        this.routes = new Routes(List.of(documents), service);
        this.serviceTokens = routes.areCalledByServices()
                ? ServiceTokens.from(environment, service, host.clock())
                : ServiceTokens.none(service, host.clock());
    }

    /**
     * Opens the database, bringing its schema up to date, and prepares for Kafka.
     *
     * @throws StartException in one sentence
     */
    public void open() {
        kafkaSettings.warn(environment);
        Database opened = Database.open(databaseSettings, service, host.meters());
        database = opened;
        DatabaseClock common = DatabaseClock.of(opened, host.clock());
        clock = common;
        every("clock", CLOCK, common::compare);
        events = new Events(service, kafkaSettings, opened, host, parts, health);
        health.check("database", opened::state);
    }

    /** The settings this service was started with. */
    public Environment environment() {
        return environment;
    }

    /** What the JVM has once. */
    public Host host() {
        return host;
    }

    /**
     * The time: that of the database, once it is open, so that all instances of this service have the same. Before that it
     * is the time of this machine.
     */
    public InstantSource clock() {
        return clock;
    }

    /** The meters. */
    public MeterRegistry meters() {
        return host.meters();
    }

    /** The database; only after {@link #open}. */
    public Database database() {
        if (database == null) {
            throw new IllegalStateException("open the kernel first");
        }
        return database;
    }

    /** Where events are put that belong to a change; only after {@link #open}. */
    public Outbox outbox() {
        return events().outbox();
    }

    /** Where events go that are many and soon stale; only after {@link #open}. */
    public LivePublisher live() {
        return events().live();
    }

    /** The handlers of this service's operations. */
    public Routes routes() {
        return routes;
    }

    /** Checks and alarms. */
    public Health health() {
        return health;
    }

    /**
     * Adds a part that works in the background beside consumers and jobs, and without which requests can still be served; it
     * has to report what it does.
     */
    public Part background(String name) {
        return parts.helpful(name);
    }

    /** Verifies access tokens. */
    public TokenVerifier tokens() {
        return tokens;
    }

    /**
     * A client of another service, for the operations of {@code internal.yaml}.
     *
     * @param target its short name, such as {@code booking}
     * @param address where it is
     * @throws IllegalStateException if this service answers no other service: then it does not ask any either
     */
    public ServiceClient clientOf(String target, URI address) {
        serviceTokens.requireSecret();
        return new ServiceClient(host.http(), target, address, serviceTokens);
    }

    /** Reads events as this group. */
    public void consume(ConsumerGroup group, EventHandlers handlers) {
        events().consume(group, handlers);
    }

    /**
     * Shows events of these types to an onlooker, as they happen and on every instance of this service: for what is passed
     * on to whoever is connected here, and not stored.
     */
    public void watch(Set<EventType> types, Onlooker onlooker) {
        events().watch(types, onlooker);
    }

    /** Makes sure a topic exists to which this service writes. */
    public void produces(Topic topic) {
        events().produces(topic);
    }

    /** As {@link #produces}, for a topic without which this service does its work: it is ready without a broker. */
    public void mayProduce(Topic topic) {
        events().mayProduce(topic);
    }

    /**
     * Runs a job again and again, with this pause between two runs, on a virtual thread; never two at once here. It reports
     * as the part {@code job <name>}, and whatever it throws, it is run again.
     */
    public void every(String name, Duration pause, Runnable job) {
        jobs.every(name, pause, job);
    }

    /** Has something closed with the kernel, after requests and events have stopped and before the database goes. */
    public void closeWithMe(AutoCloseable resource) {
        closeLast.push(resource);
    }

    /**
     * Begins to serve.
     *
     * @throws StartException if an operation of this service has no handler, or the port is taken
     */
    public void listen() {
        Idempotency idempotency = new Idempotency(database(), clock);
        HttpEdge edge = new HttpEdge(
                host,
                routes,
                health,
                new Admission(tokens, serviceTokens),
                idempotency,
                environment.integer("MAX_REQUESTS_IN_FLIGHT", 1_000, 10, 100_000));
        http = edge;
        tokens.revocations().begin();
        edge.listen(address, wantedPort);
        events().start();
        every("housekeeping", HOUSEKEEPING, () -> {
            idempotency.forgetOld();
            events().forgetOld();
        });
        every("watch", WATCH, () -> {
            events().watchOutbox();
            health.lookAtParts();
        });
        jobs.start();
        LOG.info("service-{} listens on port {}", service, edge.port());
    }

    /** The port it listens on, or is going to. */
    public int port() {
        return http == null ? wantedPort : http.port();
    }

    private Events events() {
        if (events == null) {
            throw new IllegalStateException("open the kernel first");
        }
        return events;
    }

    /** Stops in the order that loses nothing: requests, consumers, relay, then what they stood on. */
    @Override
    public void close() {
        closeQuietly(jobs);
        closeQuietly(http);
        closeQuietly(events);
        closeLast.forEach(Kernel::closeQuietly);
        closeQuietly(database);
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
        }
    }
}
