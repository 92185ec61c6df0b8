package my.kilat.platform.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import my.kilat.platform.settings.Environment;

/**
 * The address of a service's database and the limits of its connections.
 *
 * @param servers {@code DB_HOST} and {@code DB_PORT}, default {@code localhost} and 5433. Of several, the one that accepts
 *     writes is used, which after a failover is another one
 * @param name {@code DB_NAME}, default {@code kilat_<service>}
 * @param user {@code DB_USER}, default {@code kilat}
 * @param password {@code DB_PASSWORD}; has a default in development only
 * @param tls {@code DB_SSLMODE}, default {@code disable}, and its files
 * @param pooler {@code DB_POOLER}, the pooler between the service and PostgreSQL, default {@code none}
 * @param migrate {@code DB_MIGRATE}, whether the start migrates the schema, default true; otherwise it only checks that it
 *     is up to date
 * @param migrateWait {@code DB_MIGRATE_WAIT}, how long to wait for another instance that is migrating, default 15m
 * @param poolSize {@code DB_POOL_MAX}, connections held at most, 4..100, default 12
 * @param startWait {@code DB_START_WAIT}, how long the start waits for a fault that may pass, such as a server that does
 *     not answer yet, default 30s
 * @param poolWait {@code DB_POOL_WAIT}, how long a request waits for a connection before it is answered 503, default 5s
 */
public record DatabaseSettings(
        List<ServerAddress> servers,
        String name,
        String user,
        String password,
        DatabaseTls tls,
        Pooler pooler,
        boolean migrate,
        Duration migrateWait,
        int poolSize,
        Duration startWait,
        Duration poolWait) {

    /** The pooler between a service and PostgreSQL. */
    public enum Pooler {
        /** None, or a pooler that gives each connection a session of its own. */
        NONE,

        /**
         * A pooler that may give each transaction another session, such as PgBouncer with {@code pool_mode=transaction}.
         */
        TRANSACTION
    }

    /** Reads the settings of one service. */
    public static DatabaseSettings from(Environment environment, String service) {
        return new DatabaseSettings(
                ServerAddress.parse(
                        environment.text("DB_HOST", "localhost"), environment.integer("DB_PORT", 5433, 1, 65_535)),
                environment.text("DB_NAME", "kilat_" + service),
                environment.text("DB_USER", "kilat"),
                environment.secret("DB_PASSWORD", "kilat_secret"),
                DatabaseTls.from(environment),
                environment.choice("DB_POOLER", Pooler.NONE),
                environment.flag("DB_MIGRATE", true),
                environment.duration("DB_MIGRATE_WAIT", Duration.ofMinutes(15)),
                environment.integer("DB_POOL_MAX", 12, 4, 100),
                environment.duration("DB_START_WAIT", Duration.ofSeconds(30)),
                environment.duration("DB_POOL_WAIT", Duration.ofSeconds(5)));
    }

    boolean pooled() {
        return pooler == Pooler.TRANSACTION;
    }

    /** The JDBC URL for one of the servers. */
    String url(ServerAddress server) {
        return "jdbc:postgresql://" + server + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** The addresses of all servers, for messages. */
    public String addresses() {
        return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(","));
    }

    /** Omits the password, so that it can be logged. */
    @Override
    public String toString() {
        return user + "@" + addresses() + "/" + name;
    }
}
