package my.kilat.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.platform.failure.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a service: checks which migrations have been run, and runs the others, on connections of its own without a
 * time limit. The platform's own migrations come first and have a history of their own.
 */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final Pattern CREATE_EXTENSION = Pattern.compile(
            "create\\s+extension\\s+(?:if\\s+not\\s+exists\\s+)?\"?([a-z0-9_-]+)\"?", Pattern.CASE_INSENSITIVE);

    private final Connector connector;
    private final DatabaseSettings settings;
    private final Part platform;
    private final Part own;

    /** Migrations that share one history. */
    private record Part(String owner, Flyway flyway) {
        String location() {
            return "my/kilat/" + owner + "/db/";
        }

        List<MigrationInfo> all() {
            return List.of(flyway.info().all());
        }

        List<MigrationInfo> pending() {
            return List.of(flyway.info().pending());
        }
    }

    Schema(Connector connector, String service) {
        this.connector = connector;
        this.settings = connector.settings();
        this.platform = part("platform", "platform_schema_history");
        this.own = part(service, "schema_history");
    }

    private Part part(String owner, String history) {
        return new Part(
                owner,
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(new ConnectorSource(connector, Connector.Use.MIGRATION))
                        .locations("classpath:my/kilat/" + owner + "/db")
                        .table(history)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .validateMigrationNaming(true)
                        .callbacks(new MigrationLimits())
                        .load());
    }

    /** The extensions that the service's migrations create. */
    SortedSet<String> extensions() {
        SortedSet<String> names = new TreeSet<>();
        for (MigrationInfo migration : own.all()) {
            String sql = text(own.location() + migration.getScript());
            CREATE_EXTENSION
                    .matcher(sql)
                    .results()
                    .forEach(match -> names.add(match.group(1).toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static String text(String resource) {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(resource)) {
            // A migration of a later version exists only in the history.
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of migrations that have not been run. */
    int pending() {
        return parts().mapToInt(part -> part.pending().size()).sum();
    }

    /** The version of the service's own tables in the database; 0 before the first migration. */
    String version() {
        MigrationInfo current = own.flyway.info().current();
        return current == null || current.getVersion() == null
                ? "0"
                : current.getVersion().getVersion();
    }

    /** The version of the service's own tables that this program requires. */
    String wanted() {
        MigrationInfo[] all = own.flyway.info().all();
        return Arrays.stream(all)
                .filter(migration -> migration.getVersion() != null
                        && !migration.getState().isFailed()
                        && !migration.getState().name().startsWith("FUTURE"))
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .map(Object::toString)
                .orElse("0");
    }

    /**
     * Runs the pending migrations.
     *
     * @param missing extensions to create first
     * @return how many were run
     * @throws StartException in one sentence, if one cannot be run; a failed migration has changed nothing
     */
    int bringUpToDate(Collection<String> missing) {
        try {
            return new MigrationTurn(connector).take(() -> {
                for (String extension : missing) {
                    create(extension);
                }
                return migrate(platform) + migrate(own);
            });
        } catch (FlywayException e) {
            throw new StartException(explain(settings, e), e);
        }
    }

    private static int migrate(Part part) {
        return part.flyway.migrate().migrationsExecuted;
    }

    /**
     * Checks that all migrations have been run.
     *
     * @throws StartException if not
     */
    void requireUpToDate() {
        try {
            int pending = pending();
            if (pending > 0) {
                throw new StartException("the tables of " + settings.name() + " are at version " + version() + " and "
                        + wanted() + " is needed (" + pending + " to be run); DB_MIGRATE is false, so run"
                        + " './kilat migrate " + own.owner + "' first");
            }
            parts().forEach(part -> part.flyway.validate());
        } catch (FlywayException e) {
            throw new StartException(explain(settings, e), e);
        }
    }

    private void create(String extension) throws SQLException {
        try (Connection connection = connector.connect(Connector.Use.MIGRATION);
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists \"" + extension + "\"");
            LOG.info("the extension {} is now in {}", extension, settings.name());
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new StartException(OperatorAdvice.mayNotCreateExtension(settings, extension), e);
            }
            throw e;
        }
    }

    private Stream<Part> parts() {
        return Stream.of(platform, own);
    }

    static String explain(DatabaseSettings settings, FlywayException failure) {
        Optional<SQLException> sql = innermost(failure);
        if (sql.isPresent()
                && SqlStates.isAway(failure)
                && !"42501".equals(sql.get().getSQLState())) {
            return "the tables of " + settings.name() + " cannot be brought up to date for now: "
                    + firstLine(sql.get().getMessage());
        }
        return "the tables of " + settings.name() + " cannot be brought up to date: "
                + sql.map(cause -> firstLine(cause.getMessage()))
                        .orElseGet(() -> String.join(
                                " ", String.valueOf(failure.getMessage()).split("\\s+")))
                + script(failure)
                        .map(name -> " (in " + name + ", of which nothing was kept)")
                        .orElse("");
    }

    private static Optional<SQLException> innermost(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = cause instanceof SQLException sql ? sql : found;
        }
        return Optional.ofNullable(found);
    }

    private static Optional<String> script(FlywayException failure) {
        return Pattern.compile("V\\d+__\\w+\\.sql")
                .matcher(String.valueOf(failure.getMessage()))
                .results()
                .map(match -> match.group())
                .findFirst();
    }

    private static String firstLine(@Nullable String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }
}
