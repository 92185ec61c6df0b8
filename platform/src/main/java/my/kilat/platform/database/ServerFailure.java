package my.kilat.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reason why PostgreSQL did not run a statement, where the cause is the server, the network or another session, not the
 * statement or its values. The same statement may be retried later. The table of SQLSTATEs is in {@link #of(SQLException)};
 * what is not in it is a fault of the statement.
 */
public enum ServerFailure {
    /** The connection was lost, refused, or never established. */
    CONNECTION_LOST("cannot be reached", "the service cannot reach its database; try again in a moment"),

    /** The server is starting, stopping or recovering, or was told to end the session. */
    SHUTTING_DOWN("is starting or stopping", "the service cannot reach its database; try again in a moment"),

    /** The server is a standby, or is configured to be read-only. */
    READ_ONLY("is read-only", "the database takes no changes for now; try again later"),

    /** No connection was free in time, in the pool or at the server. */
    NO_FREE_CONNECTION(
            "has no free connection", "the service has no free connection to its database; try again in a moment"),

    /** No disk space, memory or other resource is left. */
    OUT_OF_RESOURCES("has no disk space or memory left", "the database takes no changes for now; try again later"),

    /** The server's files or operating system fail. */
    SYSTEM_ERROR("reports a fault of its system", "the service cannot use its database; try again later"),

    /** The role, its password, its privileges, the schema or prepared statements are not what the service needs. */
    MISCONFIGURED("does not let the service work", "the service cannot use its database; try again later"),

    /** A lock or the statement timeout ended this transaction; others may succeed. */
    CONTENTION("is busy", "the database is busy; try again in a moment");

    /** By the whole SQLSTATE or its class, the first two characters; the whole one takes precedence. */
    private static final Map<String, ServerFailure> TABLE = Map.ofEntries(
            // connection_exception, from the server, the driver or a pooler
            Map.entry("08", CONNECTION_LOST),
            // read_only_sql_transaction
            Map.entry("25006", READ_ONLY),
            // idle_in_transaction_session_timeout, transaction_timeout: the server ends the session
            Map.entry("25P03", CONNECTION_LOST),
            Map.entry("25P04", CONTENTION),
            // insufficient_resources: disk_full, out_of_memory, configuration_limit_exceeded
            Map.entry("53", OUT_OF_RESOURCES),
            // too_many_connections
            Map.entry("53300", NO_FREE_CONNECTION),
            // lock_not_available: lock_timeout
            Map.entry("55P03", CONTENTION),
            // deadlock_detected, serialization_failure: those that remain after the retries of Database
            Map.entry("40P01", CONTENTION),
            Map.entry("40001", CONTENTION),
            // operator_intervention: admin_shutdown, crash_shutdown, cannot_connect_now
            Map.entry("57", SHUTTING_DOWN),
            // query_canceled: statement_timeout, or pg_cancel_backend
            Map.entry("57014", CONTENTION),
            // database_dropped, idle_session_timeout
            Map.entry("57P04", MISCONFIGURED),
            Map.entry("57P05", CONNECTION_LOST),
            // system_error: io_error, undefined_file, duplicate_file
            Map.entry("58", SYSTEM_ERROR),
            // data_corrupted, index_corrupted
            Map.entry("XX001", SYSTEM_ERROR),
            Map.entry("XX002", SYSTEM_ERROR),
            // invalid_authorization: a password or pg_hba.conf was changed
            Map.entry("28", MISCONFIGURED),
            // invalid_catalog_name, invalid_schema_name, undefined_table: dropped, or in the middle of a restore
            Map.entry("3D000", MISCONFIGURED),
            Map.entry("3F000", MISCONFIGURED),
            Map.entry("42P01", MISCONFIGURED),
            // insufficient_privilege
            Map.entry("42501", MISCONFIGURED),
            // invalid_sql_statement_name, duplicate_prepared_statement: a pooler gives each transaction another session
            Map.entry("26000", MISCONFIGURED),
            Map.entry("42P05", MISCONFIGURED));

    private final String words;
    private final String answer;

    ServerFailure(String words, String answer) {
        this.words = words;
        this.answer = answer;
    }

    /** For an operator, to be put after "the database". */
    public String words() {
        return words;
    }

    /** The sentence for a caller whose request could not be served. */
    public String answer() {
        return answer;
    }

    /** Whether other statements fail now as well; only {@link #CONTENTION} concerns one transaction. */
    public boolean concernsEverything() {
        return this != CONTENTION;
    }

    /** The failure that this exception reports, regardless of its causes; null for none. */
    static @Nullable ServerFailure of(SQLException exception) {
        String state = exception.getSQLState();
        if (state == null) {
            // PostgreSQL and its driver always set a SQLSTATE, so this is the pool: it has no free connection, or has
            // closed this one.
            return exception instanceof SQLTransientConnectionException ? NO_FREE_CONNECTION : CONNECTION_LOST;
        }
        if (state.equals("08S01") && String.valueOf(exception.getMessage()).contains("maxResultBuffer")) {
            return null; // The driver aborted a result that is too large, and closed the connection.
        }
        ServerFailure known = TABLE.get(state);
        if (known == null && state.length() > 2) {
            known = TABLE.get(state.substring(0, 2));
        }
        // The pool could not open a connection, for whatever reason.
        return known == null && exception instanceof SQLTransientConnectionException ? CONNECTION_LOST : known;
    }
}
