package my.kilat.platform.database;

import java.time.Duration;
import my.kilat.platform.settings.Environment;

/**
 * Where a service's database is and how many connections it may hold.
 *
 * @param host {@code DB_HOST}, default {@code localhost}
 * @param port {@code DB_PORT}, default 5433
 * @param name {@code DB_NAME}, default {@code kilat_<service>}
 * @param user {@code DB_USER}, default {@code kilat}
 * @param password {@code DB_PASSWORD}; has a default in development only
 * @param sslMode {@code DB_SSLMODE}, default {@code disable}
 * @param poolSize {@code DB_POOL_MAX}, connections held at most, 4..100, default 12
 * @param startWait {@code DB_START_WAIT}, how long the start waits for a server that does not answer yet, default 30s
 * @param poolWait {@code DB_POOL_WAIT}, how long a request waits for a connection before it is told 503, default 5s
 */
public record DatabaseSettings(
        String host,
        int port,
        String name,
        String user,
        String password,
        String sslMode,
        int poolSize,
        Duration startWait,
        Duration poolWait) {

    /** Reads the settings of one service. */
    public static DatabaseSettings from(Environment environment, String service) {
        return new DatabaseSettings(
                environment.text("DB_HOST", "localhost"),
                environment.integer("DB_PORT", 5433, 1, 65_535),
                environment.text("DB_NAME", "kilat_" + service),
                environment.text("DB_USER", "kilat"),
                environment.secret("DB_PASSWORD", "kilat_secret"),
                environment.text("DB_SSLMODE", "disable"),
                environment.integer("DB_POOL_MAX", 12, 4, 100),
                environment.duration("DB_START_WAIT", Duration.ofSeconds(30)),
                environment.duration("DB_POOL_WAIT", Duration.ofSeconds(5)));
    }

    String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?sslmode=" + sslMode;
    }

    /** Without the password, so that it can be logged. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name;
    }
}
