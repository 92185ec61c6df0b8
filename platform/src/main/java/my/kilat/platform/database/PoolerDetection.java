package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Detects a pooler that gives each transaction another session although the settings say that there is none. */
final class PoolerDetection {
    private PoolerDetection() {}

    /**
     * The fault, in a sentence; empty if each connection has a session of its own, or the settings allow that it has none.
     */
    static Optional<String> unexpected(Connector connector, Connection one) throws SQLException {
        if (connector.settings().pooled() || !isBehindPooler(one)) {
            return Optional.empty();
        }
        if (!ask(one, "show statement_timeout").equals(Connector.STATEMENT_TIMEOUT.toSeconds() + "s")) {
            return Optional.of(sentence(connector.settings(), "it drops start-up parameters"));
        }
        return sharesSessions(connector, one)
                ? Optional.of(sentence(connector.settings(), "each transaction gets another session"))
                : Optional.empty();
    }

    /** A server reports its process id at connect and in a query; a pooler invents the former. */
    static boolean isBehindPooler(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() != backend(connection);
    }

    /** A pooler gives another transaction the session that this connection used last, if that is free. */
    private static boolean sharesSessions(Connector connector, Connection one) throws SQLException {
        try (Connection other = connector.open(Connector.Use.SERVICE).connection()) {
            int before = backend(one);
            other.setAutoCommit(false);
            int taken = backend(other);
            boolean shared = taken == before || backend(one) != before;
            other.rollback();
            return shared;
        }
    }

    private static int backend(Connection connection) throws SQLException {
        return Integer.parseInt(ask(connection, "select pg_backend_pid()"));
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    static String sentence(DatabaseSettings settings, String why) {
        return "between this service and PostgreSQL at " + settings.addresses() + " is a pooler: " + why
                + "; set DB_POOLER=transaction, or connect to PostgreSQL itself";
    }
}
