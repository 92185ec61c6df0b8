package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.failure.StartException;
import org.flywaydb.core.api.FlywayException;

/**
 * Checks the database of a service for an operator who is about to start it: whether it can be reached and written to, by
 * which role, through which pooler, and what is missing. It waits for nothing and changes nothing.
 */
public final class DatabaseCheckup {
    private static final int SERVICES = 6;

    /** Connections reserved for superusers ({@code superuser_reserved_connections}) and administrators. */
    private static final int SPARE = 8;

    private final DatabaseSettings settings;
    private final String service;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * The result of one check.
     *
     * @param subject such as {@code Server}
     * @param good whether the check passed
     * @param words what was found
     * @param advice the remedy if the check failed, in a sentence; else empty
     */
    public record Finding(String subject, boolean good, String words, String advice) {}

    private DatabaseCheckup(DatabaseSettings settings, String service) {
        this.settings = settings;
        this.service = service;
    }

    /** Runs all checks; if the database cannot be reached, only the first ones. */
    public static List<Finding> look(DatabaseSettings settings, String service) {
        return new DatabaseCheckup(settings, service).look();
    }

    /** Why no connection can be opened, in a sentence; empty if one can. */
    public static Optional<String> obstacle(DatabaseSettings settings, String service) {
        try {
            Connector.Opened opened = new Connector(settings, service).open(Connector.Use.SERVICE);
            Connector.close(opened.connection());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(ConnectFailure.of(settings, e).sentence());
        }
    }

    private List<Finding> look() {
        Connector connector = new Connector(settings, service);
        ServerFacts facts;
        try (Connection connection = connector.open(Connector.Use.SERVICE).connection()) {
            facts = ServerFacts.read(connection);
            server(facts);
            pooler(connector, connection);
        } catch (SQLException e) {
            bad(
                    "Connection",
                    "none to " + settings,
                    ConnectFailure.of(settings, e).sentence());
            return findings;
        }
        tls(facts);
        connections(facts);
        if (findings.stream().allMatch(Finding::good)) {
            try {
                tables(connector, facts);
            } catch (FlywayException e) {
                bad("Tables", "cannot be looked at", Schema.explain(settings, e));
            }
        }
        return findings;
    }

    private void server(ServerFacts facts) {
        String name = "PostgreSQL " + facts.versionWords() + " at " + settings.addresses();
        facts.tooOld(settings).ifPresentOrElse(sentence -> bad("Server", name, sentence), () -> good("Server", name));
        if (facts.readOnly()) {
            bad(
                    "Changes",
                    facts.standby() ? "refused: it is a standby" : "refused: it is read-only",
                    ConnectFailure.readOnly(settings).sentence());
        } else {
            good("Changes", "taken");
        }
    }

    private void pooler(Connector connector, Connection connection) throws SQLException {
        if (settings.pooled()) {
            good("Pooler", "DB_POOLER=transaction");
            return;
        }
        Optional<String> unexpected = PoolerDetection.unexpected(connector, connection);
        if (unexpected.isPresent()) {
            bad("Pooler", "one that DB_POOLER does not tell of", unexpected.get());
        } else {
            good(
                    "Pooler",
                    PoolerDetection.isBehindPooler(connection)
                            ? "one that keeps sessions apart, which is fine"
                            : "none");
        }
    }

    private void tls(ServerFacts facts) {
        String mode = " (DB_SSLMODE=" + settings.tls().mode().word() + ")";
        good("Encryption", (facts.tls().isEmpty() ? "none" : facts.tls()) + mode);
    }

    private void connections(ServerFacts facts) {
        int taken = SERVICES * settings.poolSize();
        String words = facts.maxConnections() + " at most; " + SERVICES + " services take up to " + taken
                + " (DB_POOL_MAX=" + settings.poolSize() + ")";
        if (settings.pooled() || taken + SPARE <= facts.maxConnections()) {
            good("Connections", words);
        } else {
            bad(
                    "Connections",
                    words,
                    "raise max_connections of PostgreSQL at " + settings.addresses() + " to " + (taken + SPARE)
                            + " at least, or lower DB_POOL_MAX");
        }
    }

    private void tables(Connector plain, ServerFacts facts) {
        Connector connector = plain;
        for (String extension : new Schema(plain, service).extensions()) {
            connector = extension(connector, facts, extension);
        }
        Schema schema = new Schema(connector, service);
        int pending = schema.pending();
        String role = settings.user() + (facts.superuser() ? ", a superuser" : "");
        if (facts.mayCreateTables()) {
            good("Role", role + ", may create tables in the schema " + facts.schema());
        } else if (pending > 0) {
            bad("Role", role + ", may not create tables", OperatorAdvice.mayNotCreateTables(settings, facts));
        } else {
            good("Role", role + ", may not create tables, which the next migration needs");
        }
        String version = "of version " + schema.version();
        if (pending == 0) {
            good("Tables", version + ", up to date");
        } else if (settings.migrate()) {
            good("Tables", version + "; the next start brings them to " + schema.wanted());
        } else {
            bad(
                    "Tables",
                    version + ", and " + schema.wanted() + " is needed",
                    "run './kilat migrate " + service + "'; DB_MIGRATE is false, so no start does");
        }
    }

    private Connector extension(Connector connector, ServerFacts facts, String name) {
        String subject = "Extension " + name;
        Optional<ServerFacts.Extension> known = facts.extension(name);
        if (known.isEmpty()) {
            bad(subject, "not on the server", OperatorAdvice.notOnServer(settings, facts, name));
            return connector;
        }
        ServerFacts.Extension extension = known.get();
        if (extension.schema() == null) {
            if (facts.superuser()) {
                good(subject, extension.available() + ", to be created at the next start");
            } else {
                bad(subject, "not in " + settings.name(), OperatorAdvice.mayNotCreateExtension(settings, name));
            }
            return connector;
        }
        String words = extension.installed() + " in the schema " + extension.schema();
        if (extension.found()) {
            good(subject, words);
            return connector;
        }
        try {
            String path = Preparation.pathTo(settings, facts.searchPath(), name, extension);
            good(subject, words + ", where the services look too");
            return connector.withSearchPath(path);
        } catch (StartException e) {
            bad(subject, words, String.valueOf(e.getMessage()));
            return connector;
        }
    }

    private void good(String subject, String words) {
        findings.add(new Finding(subject, true, words, ""));
    }

    private void bad(String subject, String words, String advice) {
        findings.add(new Finding(subject, false, words, advice));
    }
}
