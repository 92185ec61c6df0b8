package my.kilat.launcher.supervise;

import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.LauncherException;
import my.kilat.platform.database.DatabaseCheckup;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.settings.Environment;

/** External servers: with {@code DB_HOST} or {@code KAFKA_BROKERS} set, none of our own is started. */
final class ExternalServers {
    private final Environment environment;

    ExternalServers(Environment environment) {
        this.environment = environment;
    }

    /** The address of PostgreSQL, if it is external. */
    Optional<String> database() {
        return environment
                .optional("DB_HOST")
                .map(_ -> DatabaseSettings.from(environment, "").addresses());
    }

    /** The addresses of Kafka, if it is external. */
    Optional<String> brokers() {
        return environment.optional("KAFKA_BROKERS");
    }

    /**
     * Checks that the databases can be reached.
     *
     * @throws LauncherException if one cannot
     */
    void checkDatabases() {
        for (Component service : Component.values()) {
            service.database()
                    .flatMap(name -> DatabaseCheckup.obstacle(
                            DatabaseSettings.from(environment.with("DB_NAME", name), service.shortName()),
                            service.shortName()))
                    .ifPresent(sentence -> {
                        throw new LauncherException("DB_HOST is set, so no PostgreSQL is started here; " + sentence
                                + ". './kilat doctor --database' says more.");
                    });
        }
    }
}
