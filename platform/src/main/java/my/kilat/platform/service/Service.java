package my.kilat.platform.service;

import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;

/**
 * One part of the platform that can be started and stopped: the gateway or one of the services. It is built from its
 * settings and a {@link Host}; building it touches neither network nor disk. What failed to start, or was stopped, is not
 * started again.
 */
public interface Service extends AutoCloseable {
    /**
     * The service of a definition.
     *
     * @throws my.kilat.platform.settings.SettingsException if a setting is missing or wrong
     */
    static Service of(ServiceDefinition<?> definition, Environment environment, Host host) {
        return new HostedService<>(definition, environment, host);
    }

    /** The short name: {@code gateway}, {@code booking}, {@code payment}, … */
    String name();

    /** The port it listens on; with a setting of 0 the one it was given, once started. */
    int port();

    /**
     * Starts it, and returns once it listens. It need not be ready yet: a service waits for its broker in the
     * background and says so under {@code /readiness}. When it cannot start, it closes what it has opened.
     *
     * @throws my.kilat.platform.settings.SettingsException if a setting is missing or wrong
     * @throws StartException if something it cannot do without is missing, in one sentence
     */
    void start();

    /** Stops it gracefully: takes no new work, finishes what it has begun, for at most ten seconds. */
    @Override
    void close();
}
