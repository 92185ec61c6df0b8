package my.kilat.platform.service;

import my.kilat.platform.background.Limits;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;

/**
 * The settings that every service has.
 *
 * @param listener where it listens
 * @param database where its database is
 * @param kafka where the brokers are
 * @param tokens how access tokens are verified
 * @param limits from when on work that fails in the background counts
 */
record HostingSettings(
        Listener listener, DatabaseSettings database, KafkaSettings kafka, TokenSettings tokens, Limits limits) {

    /**
     * Where a service listens.
     *
     * @param address {@code SERVICE_HOST}, default 127.0.0.1: it is open to this machine alone
     * @param port {@code SERVICE_PORT}, or 0 for a free one
     * @param mostInFlight {@code MAX_REQUESTS_IN_FLIGHT}, requests under way at once, default 1000
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
                Limits.from(environment));
    }
}
