package my.kilat.platform.service;

/**
 * One part of the platform that can be started and stopped: the gateway or one of the services. It is built with
 * {@code new} from its settings and a {@link Host}; building it touches neither network nor disk.
 */
public interface Service extends AutoCloseable {
    /** The short name: {@code gateway}, {@code booking}, {@code payment}, … */
    String name();

    /** The port it listens on; with a setting of 0 the one it was given, once started. */
    int port();

    /**
     * Starts it, and returns once it listens. It need not be ready yet: a service waits for its broker in the
     * background and says so under {@code /readiness}.
     *
     * @throws my.kilat.platform.settings.SettingsException if a setting is missing or wrong
     * @throws StartException if something it cannot do without is missing, in one sentence
     */
    void start();

    /** Stops it gracefully: takes no new work, finishes what it has begun, for at most ten seconds. */
    @Override
    void close();
}
