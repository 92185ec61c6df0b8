package my.kilat.launcher.command;

import java.util.List;
import java.util.Map;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.local.LocalPostgres;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.settings.Environment;

/** The databases of a command: those that the environment names, or those of the platform that is running here. */
final class DatabaseTarget {
    private final Environment environment;
    private final List<ServiceEntry> services;

    /**
     * @param names of the services; empty for all
     * @throws LauncherException if one of them has no database, or there is no server
     */
    DatabaseTarget(Context context, List<String> names) {
        this.environment = environment(context);
        this.services = names.isEmpty()
                ? ServiceTable.ALL.stream()
                        .filter(entry -> entry.database().isPresent())
                        .toList()
                : names.stream().map(DatabaseTarget::withDatabase).toList();
    }

    private static ServiceEntry withDatabase(String name) {
        ServiceEntry entry = ServiceTable.find(name);
        if (entry.database().isEmpty()) {
            throw new LauncherException("The " + entry.name() + " has no database.");
        }
        return entry;
    }

    private static Environment environment(Context context) {
        Environment given = context.environment();
        if (given.optional("DB_HOST").isPresent()) {
            return given;
        }
        return PlatformState.read(context.layout())
                .flatMap(state -> state.part("postgres"))
                .filter(part -> !part.external())
                .map(part ->
                        given.with(Map.of("DB_HOST", LocalPostgres.HOST, "DB_PORT", Integer.toString(part.port()))))
                .orElseThrow(() -> new LauncherException("DB_HOST is not set, and no PostgreSQL of ours is running."
                        + " Set DB_HOST, or say './kilat up' first."));
    }

    List<ServiceEntry> services() {
        return services;
    }

    /** DB_NAME names one database, so it applies only if one service was requested. */
    DatabaseSettings settings(ServiceEntry service) {
        Environment mine = service.database()
                .filter(_ -> services.size() > 1)
                .map(name -> environment.with("DB_NAME", name))
                .orElse(environment);
        return DatabaseSettings.from(mine, service.name());
    }
}
