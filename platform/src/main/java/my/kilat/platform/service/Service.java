package my.kilat.platform.service;

import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;

/**
 * A component of the platform that can be started and stopped: the gateway or one of the services. It is built from its
 * settings and a {@link Host}; building it touches neither network nor disk. An instance that failed to start, or was
 * stopped, cannot be started again.
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

    /** The port it listens on; if the setting is 0, the assigned one, once started. */
    int port();

    /**
     * Starts it, and returns once it listens. It need not be ready yet: a service waits for its broker in the background
     * and reports that under {@code /readiness}. If it cannot start, it closes what it has opened.
     *
     * @throws my.kilat.platform.settings.SettingsException if a setting is missing or wrong
     * @throws StartException in one sentence, if a dependency that it requires is missing
     */
    void start();

    /** Stops it gracefully: accepts no new work, and finishes what is in progress, for at most ten seconds. */
    @Override
    void close();
}
