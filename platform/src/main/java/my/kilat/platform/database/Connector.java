package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connects to PostgreSQL according to the settings. Of several servers it uses the one that accepts writes, and tries the
 * last one used first.
 */
final class Connector {
    /** Ends a statement that nobody waits for any more; the longest response time of the platform is shorter. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** Closes a connection whose server has sent nothing for this long; longer than any statement may take. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /**
     * Short enough to be enforced by the operating system, whose exception says that it is a timeout; see {@link
     * WatchedSocket}.
     */
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(8);

    /** The largest result in bytes of memory ({@code maxResultBuffer}); the driver aborts a larger one. */
    private static final String LARGEST_RESULT = "48M";

    private static final String IS_READ_ONLY =
            "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean";

    /** The purpose of a connection. */
    enum Use {
        /** Requests, events and jobs, through the pool. */
        SERVICE,
        /** Schema migrations, which have no time limit. */
        MIGRATION
    }

    /** An open connection, and whether its server refuses writes. */
    record Opened(Connection connection, boolean readOnly, ServerAddress server) {}

    private final DatabaseSettings settings;
    private final String service;
    private final @Nullable String searchPath;
    private volatile ServerAddress first;
    private volatile @Nullable ServerFailure serverFailure;

    Connector(DatabaseSettings settings, String service) {
        this(settings, service, null);
    }

    private Connector(DatabaseSettings settings, String service, @Nullable String searchPath) {
        this.settings = settings;
        this.service = service;
        this.searchPath = searchPath;
        this.first = settings.servers().getFirst();
    }

    /** A copy with another {@code search_path} for each connection. */
    Connector withSearchPath(String path) {
        return new Connector(settings, service, path);
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** Why the last attempt to connect failed; empty if it succeeded. */
    Optional<ServerFailure> serverFailure() {
        return Optional.ofNullable(serverFailure);
    }

    /**
     * Opens a connection to a server that accepts writes.
     *
     * @throws SQLException with SQLSTATE 25006 when all servers that can be reached are read-only, else with the most
     *     informative of the failures
     */
    Connection connect(Use use) throws SQLException {
        try {
            Opened opened = open(use);
            if (opened.readOnly) {
                close(opened.connection);
                throw new SQLException("PostgreSQL at " + opened.server + " is read-only", "25006");
            }
            serverFailure = null;
            return opened.connection;
        } catch (SQLException e) {
            serverFailure = ServerFailure.of(e);
            throw e;
        }
    }

    /** As {@link #connect}, but falls back to a read-only server when none accepts writes. */
    Opened open(Use use) throws SQLException {
        Opened readOnly = null;
        SQLException failure = null;
        for (ServerAddress server : inOrder()) {
            try {
                Opened opened = open(use, server);
                if (!opened.readOnly) {
                    first = server;
                    if (readOnly != null) {
                        close(readOnly.connection);
                    }
                    return opened;
                }
                if (readOnly == null) {
                    readOnly = opened;
                } else {
                    close(opened.connection);
                }
            } catch (SQLException e) {
                failure = failure == null
                                || !ConnectFailure.of(settings, server, e).heals()
                        ? e
                        : failure;
            }
        }
        if (readOnly != null) {
            return readOnly;
        }
        throw failure == null ? new SQLException("no server is named", "08001") : failure;
    }

    private List<ServerAddress> inOrder() {
        List<ServerAddress> order = new ArrayList<>(settings.servers());
        ServerAddress last = first;
        order.remove(last);
        order.addFirst(last);
        return order;
    }

    private Opened open(Use use, ServerAddress server) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(server), properties(use));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IS_READ_ONLY)) {
            row.next();
            boolean readOnly = row.getBoolean(1);
            int silence = use == Use.SERVICE ? (int) SILENCE.toMillis() : 0;
            connection.setNetworkTimeout(Runnable::run, silence);
            return new Opened(connection, readOnly, server);
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
    }

    private Properties properties(Use use) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "kilat-" + service + (use == Use.MIGRATION ? "-migrate" : ""));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(LONGEST_LOGIN.toSeconds()));
        settings.tls().put(properties);
        if (use == Use.SERVICE) {
            properties.setProperty("socketFactory", WatchedSockets.class.getName());
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("maxResultBuffer", LARGEST_RESULT);
        }
        if (settings.pooled()) {
            // A session is ours for one transaction only, so neither settings nor prepared statements can be kept in
            // it.
            // The driver enforces the timeout instead, and asks the server to cancel.
            properties.setProperty("prepareThreshold", "0");
            if (use == Use.SERVICE) {
                properties.setProperty("queryTimeout", Long.toString(STATEMENT_TIMEOUT.toSeconds()));
            }
            return properties;
        }
        properties.setProperty("prepareThreshold", "2");
        properties.setProperty(
                "options",
                use == Use.SERVICE
                        ? "-c statement_timeout=" + STATEMENT_TIMEOUT.toMillis()
                        : "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0");
        if (searchPath != null) {
            properties.setProperty("currentSchema", searchPath);
        }
        return properties;
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The connection is discarded in either case.
        }
    }
}
