package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.failure.StartException;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps before the pool opens: wait for the server, check its version, extensions and privileges, run the migrations. A
 * fault that does not pass ends the start at once, with a sentence that names the remedy.
 */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

    private final DatabaseSettings settings;
    private final String service;

    Preparation(DatabaseSettings settings, String service) {
        this.settings = settings;
        this.service = service;
    }

    /**
     * Makes the database ready for the service.
     *
     * @param migrate whether to migrate the tables, or only to check that they are up to date
     * @return the connector to use
     */
    Ready prepare(boolean migrate) {
        Connector plain = new Connector(settings, service);
        Look look = await(plain);
        look.facts.tooOld(settings).ifPresent(Preparation::refuse);
        look.pooler.ifPresent(Preparation::refuse);
        try {
            return prepare(plain, look.facts, migrate);
        } catch (FlywayException e) {
            throw new StartException(Schema.explain(settings, e), e);
        }
    }

    private Ready prepare(Connector plain, ServerFacts facts, boolean migrate) {
        List<String> missing = new ArrayList<>();
        Connector connector = withExtensions(plain, facts, missing);
        Schema schema = new Schema(connector, service);
        if (!migrate) {
            schema.requireUpToDate();
            return new Ready(connector, schema, 0);
        }
        if (!facts.mayCreateTables() && schema.pending() > 0) {
            refuse(OperatorAdvice.mayNotCreateTables(settings, facts));
        }
        return new Ready(connector, schema, schema.bringUpToDate(missing));
    }

    /** A database that is ready: its connector, its schema, and how many migrations were run just now. */
    record Ready(Connector connector, Schema schema, int migrated) {}

    private record Look(ServerFacts facts, Optional<String> pooler) {}

    private static void refuse(String sentence) {
        throw new StartException(sentence);
    }

    /** Waits while the fault is temporary. */
    private Look await(Connector connector) {
        long began = System.nanoTime();
        long said = began - BETWEEN_WORDS.toNanos();
        while (true) {
            ConnectFailure failure;
            SQLException cause = null;
            try {
                Connector.Opened opened = connector.open(Connector.Use.SERVICE);
                try (Connection connection = opened.connection()) {
                    if (!opened.readOnly()) {
                        return new Look(
                                ServerFacts.read(connection), PoolerDetection.unexpected(connector, connection));
                    }
                    failure = ConnectFailure.readOnly(settings);
                }
            } catch (SQLException e) {
                failure = ConnectFailure.of(settings, e);
                cause = e;
            }
            if (!failure.heals()
                    || System.nanoTime() - began >= settings.startWait().toNanos()) {
                throw new StartException(failure.sentence(), cause);
            }
            if (System.nanoTime() - said >= BETWEEN_WORDS.toNanos()) {
                LOG.info("waits: {}", failure.sentence());
                said = System.nanoTime();
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for the database at " + settings, e);
        }
    }

    /** Makes the installed extensions visible to each connection, and collects the missing ones. */
    private Connector withExtensions(Connector connector, ServerFacts facts, List<String> missing) {
        String path = facts.searchPath();
        for (String name : new Schema(connector, service).extensions()) {
            ServerFacts.Extension extension = facts.extension(name)
                    .orElseThrow(() -> new StartException(OperatorAdvice.notOnServer(settings, facts, name)));
            if (extension.schema() == null) {
                missing.add(name);
            } else if (!extension.found()) {
                path = pathTo(settings, path, name, extension);
                LOG.info(
                        "the extension {} of {} is in the schema {}; our connections look there too",
                        name,
                        settings.name(),
                        extension.schema());
            }
        }
        return path.equals(facts.searchPath()) ? connector : connector.withSearchPath(path);
    }

    /**
     * The {@code search_path} that also includes the schema of an extension.
     *
     * @throws StartException if our role may not use that schema, or a pooler prevents it
     */
    static String pathTo(DatabaseSettings settings, String before, String name, ServerFacts.Extension extension) {
        String path = before + ", \"" + extension.schema() + "\"";
        if (!extension.usable()) {
            refuse(OperatorAdvice.mayNotUse(settings, name, extension));
        }
        if (settings.pooled()) {
            refuse(OperatorAdvice.notOnThePath(settings, name, extension, path));
        }
        return path;
    }
}
