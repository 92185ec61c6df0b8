package my.kilat.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Events;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.host.Host;
import my.kilat.platform.http.Health;
import my.kilat.platform.security.Revocations;

/** The resources that the parts of a service use. All of them are open while the service runs. */
public final class ServiceContext {
    private final Host host;
    private final Database database;
    private final InstantSource clock;
    private final Events events;
    private final Health health;
    private final Credentials credentials;

    ServiceContext(
            Host host, Database database, InstantSource clock, Events events, Health health, Credentials credentials) {
        this.host = host;
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.health = health;
        this.credentials = credentials;
    }

    /** The database of the service. */
    public Database database() {
        return database;
    }

    /** Where events are put that belong to a change. */
    public Outbox outbox() {
        return events.outbox();
    }

    /** Where events go that are many and soon stale. A service that asks for it connects to the broker for it. */
    public LivePublisher live() {
        return events.live();
    }

    /** The time: that of the database, so that all instances of this service have the same. */
    public InstantSource clock() {
        return clock;
    }

    /** The time in the microseconds that the database keeps, so that what is answered now reads the same later. */
    public InstantSource clockAsStored() {
        return () -> clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The meters. */
    public MeterRegistry meters() {
        return host.meters();
    }

    /** Checks and alarms. */
    public Health health() {
        return health;
    }

    /** Whose sessions have ended. */
    public Revocations revocations() {
        return credentials.tokens().revocations();
    }

    /** One new virtual thread for each task: here blocking is fine. */
    public ExecutorService virtualThreads() {
        return host.virtualThreads();
    }

    /** The event loops; nothing that runs on them may block. */
    public Vertx vertx() {
        return host.vertx();
    }

    /** A client for calls between services; it connects within one second or not at all. */
    public HttpClient http() {
        return host.http();
    }

    /**
     * A client of another service, for the operations of {@code internal.yaml}.
     *
     * @param target its short name, such as {@code booking}
     * @param address where it is
     * @throws IllegalStateException if this service answers no other service: then it does not ask any either
     */
    public ServiceClient clientOf(String target, URI address) {
        credentials.services().requireSecret();
        return new ServiceClient(host.http(), target, address, credentials.services());
    }
}
