package my.kilat.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.Events;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Onlooker;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.http.Health;
import my.kilat.platform.http.HttpEdge;
import my.kilat.platform.http.Routes;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.telemetry.LogContext;
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

    private final String service;
    private final int wantedPort;
    private final Environment environment;
    private final Host host;
    private final Health health;
    private final Routes routes;
    private final TokenVerifier tokens;
    private final DatabaseSettings databaseSettings;
    private final KafkaSettings kafkaSettings;
    private final List<Job> jobs = new ArrayList<>();
    private final Deque<AutoCloseable> closeLast = new ArrayDeque<>();
    private final ScheduledExecutorService timer;

    private @Nullable Database database;
    private @Nullable Events events;
    private @Nullable HttpEdge http;

    /**
     * Reads the settings; touches nothing else.
     *
     * @param service the short name, such as {@code booking}
     * @param defaultPort the port unless {@code SERVICE_PORT} says otherwise
     * @throws my.kilat.platform.settings.SettingsException if one of them is missing or wrong
     */
    public Kernel(String service, int defaultPort, Environment environment, Host host) {
        this(service, defaultPort, environment, host, ApiDocument.contract());
    }

    Kernel(String service, int defaultPort, Environment environment, Host host, ApiDocument document) {
        this.service = service;
        this.environment = environment;
        this.host = host;
        this.wantedPort = environment.integer("SERVICE_PORT", defaultPort, 0, 65_535);
        this.databaseSettings = DatabaseSettings.from(environment, service);
        this.kafkaSettings = KafkaSettings.from(environment);
        this.tokens = host.tokens(TokenSettings.from(environment));
        this.health = new Health("service-" + service);
        this.routes = new Routes(document, service);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("jobs-" + service).factory());
    }

    /**
     * Opens the database, bringing its schema up to date, and prepares for Kafka.
     *
     * @throws StartException in one sentence
     */
    public void open() {
        Database opened = Database.open(databaseSettings, service, host.meters());
        database = opened;
        events = new Events(service, kafkaSettings, opened, host);
        health.check("database", () -> opened.answers() ? Health.OK : "does not answer");
        health.check("events", () -> events().state());
    }

    /** The settings this service was started with. */
    public Environment environment() {
        return environment;
    }

    /** What the JVM has once. */
    public Host host() {
        return host;
    }

    /** The time. */
    public InstantSource clock() {
        return host.clock();
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

    /** Verifies access tokens. */
    public TokenVerifier tokens() {
        return tokens;
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

    /** Runs a job again and again, with this pause between two runs, on a virtual thread; never two at once here. */
    public void every(String name, Duration pause, Runnable job) {
        jobs.add(new Job(name, pause, job));
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
        HttpEdge edge = new HttpEdge(
                service,
                host,
                tokens,
                database(),
                health,
                routes,
                environment.integer("MAX_REQUESTS_IN_FLIGHT", 1_000, 10, 100_000));
        http = edge;
        edge.listen(wantedPort);
        events().start();
        every("housekeeping", HOUSEKEEPING, () -> {
            edge.forgetOldReplies();
            events().forgetOld();
        });
        jobs.forEach(this::schedule);
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

    private void schedule(Job job) {
        var _ = timer.schedule(
                () -> {
                    Thread.ofVirtual().name(service + "-" + job.name).start(LogContext.of(service, () -> {
                        run(job);
                        if (!timer.isShutdown()) {
                            schedule(job);
                        }
                    }));
                },
                job.pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void run(Job job) {
        try {
            job.work.run();
        } catch (RuntimeException e) {
            LOG.warn("the job {} of {} failed and will be run again in {}", job.name, service, job.pause, e);
        }
    }

    /** Stops in the order that loses nothing: requests, consumers, relay, then what they stood on. */
    @Override
    public void close() {
        timer.shutdownNow();
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

    private record Job(String name, Duration pause, Runnable work) {}
}
