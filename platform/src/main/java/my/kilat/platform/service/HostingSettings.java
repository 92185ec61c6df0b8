package my.kilat.platform.service;

import java.time.Duration;
import my.kilat.platform.background.Limits;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;

/**
 * The settings that every service has.
 *
 * @param listener the address it listens on
 * @param database its database
 * @param kafka the brokers
 * @param tokens how access tokens are verified
 * @param limits how long background work may fail
 * @param housekeepingEvery {@code HOUSEKEEPING_EVERY}, how often answers kept for idempotency keys and events that were taken in
 *     are looked through for old ones to delete, default 1h
 */
record HostingSettings(
        Listener listener,
        DatabaseSettings database,
        KafkaSettings kafka,
        TokenSettings tokens,
        Limits limits,
        Duration housekeepingEvery) {

    /**
     * The address that a service listens on.
     *
     * @param address {@code SERVICE_HOST}, default 127.0.0.1: reachable from this machine alone
     * @param port {@code SERVICE_PORT}, or 0 for a free one
     * @param mostInFlight {@code MAX_REQUESTS_IN_FLIGHT}, concurrent requests, default 1000
     */
    record Listener(String address, int port, int mostInFlight) {}

    static HostingSettings from(Environment environment, ServiceDefinition<?> definition) {
        return new HostingSettings(
                new Listener(
                        environment.text("SERVICE_HOST", "127.0.0.1"),
                        environment.integer("SERVICE_PORT", definition.port(), 0, 65_535),
                        environment.integer("MAX_REQUESTS_IN_FLIGHT", 1_000, 10, 100_000)),
                DatabaseSettings.from(environment, definition.name()),
                KafkaSettings.from(environment),
                TokenSettings.from(environment),
                Limits.from(environment),
                environment.duration("HOUSEKEEPING_EVERY", Duration.ofHours(1)));
    }
}
