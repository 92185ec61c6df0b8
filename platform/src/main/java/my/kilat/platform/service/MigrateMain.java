package my.kilat.platform.service;

import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates the tables of the service that is named as argument, and exits: for containers. */
public final class MigrateMain {
    private static final Logger LOG = LoggerFactory.getLogger(MigrateMain.class);

    private MigrateMain() {}

    public static void main(String[] arguments) {
        String service = arguments[0];
        try {
            Database.Migrated migrated =
                    Database.migrate(DatabaseSettings.from(Environment.ofProcess(), service), service);
            LOG.info("{} migrations run; the tables are of version {}", migrated.migrations(), migrated.version());
        } catch (SettingsException | StartException e) {
            LOG.error("cannot migrate: {}", e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }
}
