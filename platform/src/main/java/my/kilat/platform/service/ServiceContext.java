package my.kilat.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Events;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.host.Host;
import my.kilat.platform.http.Health;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.security.TokenVerifier;

/** The resources that the parts of a service use. All of them are open while the service runs. */
public final class ServiceContext {
    private final Host host;
    private final Database database;
    private final InstantSource clock;
    private final Events events;
    private final Health health;
    private final Credentials credentials;
    private final HostedInstance instance;

    ServiceContext(
            HostedInstance instance,
            Database database,
            InstantSource clock,
            Events events,
            Health health,
            Credentials credentials) {
        this.instance = instance;
        this.host = instance.host();
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.health = health;
        this.credentials = credentials;
    }

    /** What this instance is, with the settings that it has read so far. */
    public InstanceReport report() {
        return instance.report();
    }

    /** What this instance tells of its log. */
    public InstanceLog recentLog(LogQuestion question) {
        return instance.log(question);
    }

    /** The database of the service. */
    public Database database() {
        return database;
    }

    /** The outbox, for events that belong to a change in the database. */
    public Outbox outbox() {
        return events.outbox();
    }

    /**
     * The publisher of events that are frequent and soon outdated. A service that requests it connects to the broker for
     * it.
     */
    public LivePublisher live() {
        return events.live();
    }

    /** The time of the database, which all instances of this service share. */
    public InstantSource clock() {
        return clock;
    }

    /** The time in microseconds, the precision of the database, so that a value reads the same once stored. */
    public InstantSource clockAsStored() {
        return () -> clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The meter registry. */
    public MeterRegistry meters() {
        return host.meters();
    }

    /** Checks and alarms. */
    public Health health() {
        return health;
    }

    /** The verifier of access tokens. */
    public TokenVerifier tokens() {
        return credentials.tokens();
    }

    /** The revoked sessions. */
    public Revocations revocations() {
        return credentials.tokens().revocations();
    }

    /** Starts one new virtual thread for each task, which may block. */
    public ExecutorService virtualThreads() {
        return host.virtualThreads();
    }

    /** The event loops; nothing that runs on them may block. */
    public Vertx vertx() {
        return host.vertx();
    }

    /** The client for calls between services; its connect timeout is one second. */
    public HttpClient http() {
        return host.http();
    }

    /**
     * A client of another service, for the operations of {@code internal.yaml}.
     *
     * @param target its short name, such as {@code booking}
     * @param address its base URL
     * @throws IllegalStateException if this service has no operation for other services, and hence no secret to sign with
     */
    public ServiceClient clientOf(String target, URI address) {
        credentials.services().requireSecret();
        return new ServiceClient(host.http(), target, address, credentials.services());
    }
}
