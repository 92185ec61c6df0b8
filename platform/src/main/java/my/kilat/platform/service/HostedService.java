package my.kilat.platform.service;

import java.time.Duration;
import java.time.Instant;
import my.kilat.platform.background.Jobs;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseClock;
import my.kilat.platform.event.Events;
import my.kilat.platform.host.Host;
import my.kilat.platform.http.Admission;
import my.kilat.platform.http.BrowserSessions;
import my.kilat.platform.http.Health;
import my.kilat.platform.http.HttpEdge;
import my.kilat.platform.http.Idempotency;
import my.kilat.platform.http.Routes;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the service of a definition. */
final class HostedService<S> implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(HostedService.class);
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofSeconds(10);

    private final ServiceDefinition<S> definition;
    private final Host host;
    private final Environment environment;
    private final S settings;
    private final HostingSettings hosting;
    private final Routes routes;
    private final Credentials credentials;
    private final OpenResources open = new OpenResources();
    private volatile int port;

    /** Reads the settings; touches nothing else. */
    HostedService(ServiceDefinition<S> definition, Environment given, Host host) {
        this.definition = definition;
        this.host = host;
        this.environment = definition.environment(given);
        // Read first, so that errors in the settings common to all services are reported before those in this service's
        // own.
        this.hosting = HostingSettings.from(environment, definition);
        this.settings = definition.settings(environment);
        this.routes = new Routes(definition.documents(), definition.name());
        this.credentials = new Credentials(
                host.tokens(hosting.tokens()),
                routes.areCalledByServices()
                        ? ServiceTokens.from(environment, definition.name(), host.clock())
                        : ServiceTokens.none(definition.name(), host.clock()));
        this.port = hosting.listener().port();
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        try {
            open();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Resources added to {@link #open} are closed in reverse order. */
    private void open() {
        hosting.kafka().warn(environment);
        Instant startedAt = host.clock().instant();
        Database database = open.add(Database.open(hosting.database(), name(), host.meters()));
        OpenResources resources = open.add(new OpenResources());
        DatabaseClock clock = DatabaseClock.of(database, host.clock());
        Parts parts = new Parts(name(), hosting.limits(), host.meters());
        credentials.tokens().keyFetching().ifPresent(parts::share);
        Health health = new Health(name(), parts, host.meters());
        health.check("database", database::state);
        Jobs jobs = new Jobs(name(), parts);
        jobs.every("clock", CLOCK, clock::compare);
        Events events = open.add(new Events(name(), hosting.kafka(), database, host, parts, health));

        Assembly assembly = new Assembly(routes, events, jobs, parts::helpful, resources);
        HostedInstance instance = new HostedInstance(name(), startedAt, host, environment);
        definition.assemble(
                new ServiceContext(instance, database, clock, events, health, credentials), settings, assembly);
        if (InstanceEndpoints.belongTo(routes)) {
            assembly.endpoints(new InstanceEndpoints(instance));
        }
        assembly.complete();

        Idempotency idempotency = new Idempotency(database, clock);
        listen(health, idempotency, assembly.sessions());
        events.start();
        jobs.every("housekeeping", hosting.housekeepingEvery(), () -> {
            idempotency.forgetOld();
            events.forgetOld();
        });
        jobs.every("watch", WATCH, () -> {
            events.watchOutbox();
            health.lookAtParts();
        });
        open.add(jobs).start();
        LOG.info("service-{} listens on port {}", name(), port);
        assembly.stopSteps().forEach(step -> open.add(step::run));
        assembly.startSteps().forEach(this::runOnce);
    }

    private void listen(Health health, Idempotency idempotency, BrowserSessions sessions) {
        TokenVerifier tokens = credentials.tokens();
        HttpEdge edge = open.add(new HttpEdge(
                host,
                routes,
                health,
                new Admission(tokens, credentials.services(), sessions),
                idempotency,
                hosting.listener().mostInFlight()));
        tokens.revocations().begin();
        edge.listen(hosting.listener().address(), port);
        port = edge.port();
    }

    private void runOnce(Runnable job) {
        Thread.ofVirtual().name(name() + "-start").start(LogContext.of(name(), () -> {
            try {
                job.run();
            } catch (RuntimeException e) {
                LOG.warn("the first run of a job failed; the next one follows: {}", e.toString());
            }
        }));
    }

    /** Stops in the order that loses nothing: jobs, requests, consumers, relay, then the resources that they use. */
    @Override
    public void close() {
        open.close();
    }
}
