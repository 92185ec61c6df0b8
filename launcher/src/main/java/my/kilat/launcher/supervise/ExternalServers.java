package my.kilat.launcher.supervise;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import my.kilat.launcher.LauncherException;
import my.kilat.platform.settings.Environment;

/** Servers that are there already: with {@code DB_HOST} or {@code KAFKA_BROKERS} set, none of our own is started. */
final class ExternalServers {
    /** PostgreSQL's code for a database that does not exist. */
    private static final String NO_SUCH_DATABASE = "3D000";

    private static final List<String> DATABASES =
            List.of("identity", "booking", "payment", "runner", "tracking", "notification");

    private final Environment environment;

    ExternalServers(Environment environment) {
        this.environment = environment;
    }

    /** Where PostgreSQL is, if it is not ours. */
    Optional<String> database() {
        return environment
                .optional("DB_HOST")
                .map(host -> host + ":" + environment.integer("DB_PORT", 5433, 1, 65_535));
    }

    /** Where Kafka is, if it is not ours. */
    Optional<String> brokers() {
        return environment.optional("KAFKA_BROKERS");
    }

    /**
     * Makes sure that the databases can be reached.
     *
     * @throws LauncherException when one cannot
     */
    void checkDatabases(String address) {
        var login = new Properties();
        login.setProperty("user", environment.text("DB_USER", "kilat"));
        login.setProperty("password", environment.text("DB_PASSWORD", "kilat_secret"));
        login.setProperty("sslmode", environment.text("DB_SSLMODE", "disable"));
        login.setProperty("connectTimeout", "5");
        for (String service : DATABASES) {
            String name = "kilat_" + service;
            try {
                DriverManager.getConnection("jdbc:postgresql://" + address + "/" + name, login)
                        .close();
            } catch (SQLException e) {
                throw new LauncherException(explain(address, name, e), e);
            }
        }
    }

    private static String explain(String address, String name, SQLException failure) {
        if (NO_SUCH_DATABASE.equals(failure.getSQLState())) {
            return "PostgreSQL at " + address + " has no database " + name
                    + ". Make all six with: psql -h <host> -p <port> -U <super-user> -d postgres"
                    + " -f infrastructure/infra/init-databases.sql";
        }
        return "PostgreSQL at " + address + " (DB_HOST is set, so none is started here) cannot be used: "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
