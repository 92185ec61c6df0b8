package my.kilat.launcher.supervise;

import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.LauncherException;
import my.kilat.platform.database.DatabaseCheckup;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.settings.Environment;

/** Servers that are there already: with {@code DB_HOST} or {@code KAFKA_BROKERS} set, none of our own is started. */
final class ExternalServers {
    private final Environment environment;

    ExternalServers(Environment environment) {
        this.environment = environment;
    }

    /** Where PostgreSQL is, if it is not ours. */
    Optional<String> database() {
        return environment
                .optional("DB_HOST")
                .map(_ -> DatabaseSettings.from(environment, "").addresses());
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
