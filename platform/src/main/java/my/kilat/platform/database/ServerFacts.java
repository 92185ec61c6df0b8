package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The version and settings of a server, and the privileges of our role in the database, as reported by the server.
 *
 * @param version as PostgreSQL counts it: 150018 for 15.18
 * @param versionWords for people: {@code 15.18}
 * @param standby whether it is a standby
 * @param readOnly whether it refuses writes
 * @param schema where new tables are created; null if the {@code search_path} names no existing schema
 * @param searchPath the value for our role
 * @param mayCreateTables whether our role may create tables in the schema
 * @param mayCreateInDatabase whether our role has the CREATE privilege on the database, which a trusted extension requires
 * @param superuser whether our role is one
 * @param tls the TLS version that the server sees, empty for none
 * @param maxConnections the connection limit of the server
 * @param extensions the extensions that are installed in the database or available, by name
 */
record ServerFacts(
        int version,
        String versionWords,
        boolean standby,
        boolean readOnly,
        @Nullable String schema,
        String searchPath,
        boolean mayCreateTables,
        boolean mayCreateInDatabase,
        boolean superuser,
        String tls,
        int maxConnections,
        Map<String, Extension> extensions) {

    /** The oldest version with every feature that our statements use. */
    static final int OLDEST = 130_000;

    private static final String ASK = """
            select current_setting('server_version_num')::int, current_setting('server_version'), pg_is_in_recovery(),
                pg_is_in_recovery() or current_setting('transaction_read_only')::boolean, current_schema(),
                current_setting('search_path'),
                coalesce(has_schema_privilege(current_schema(), 'create'), false),
                has_database_privilege(current_database(), 'create'),
                (select rolsuper from pg_roles where rolname = current_user),
                coalesce((select version from pg_stat_ssl where pid = pg_backend_pid() and ssl), ''),
                current_setting('max_connections')::int""";

    private static final String ASK_EXTENSIONS = """
            select a.name, a.default_version, e.extversion, n.nspname, n.nspname = any(current_schemas(true)),
                coalesce(has_schema_privilege(n.oid, 'usage'), false)
            /* bounded: what is installed on the server */
            from pg_available_extensions a
            left join pg_extension e on e.extname = a.name
            left join pg_namespace n on n.oid = e.extnamespace""";

    /**
     * An extension.
     *
     * @param available the version that the server could install
     * @param installed the version in the database; null for none
     * @param schema the schema of its types and functions; null if it is not installed
     * @param found whether the {@code search_path} includes that schema
     * @param usable whether our role may use that schema
     */
    record Extension(
            String available,
            @Nullable String installed,
            @Nullable String schema,
            boolean found,
            boolean usable) {}

    static ServerFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<String, Extension> extensions = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(ASK_EXTENSIONS)) {
                while (rows.next()) {
                    extensions.put(
                            rows.getString(1),
                            new Extension(
                                    String.valueOf(rows.getString(2)),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getBoolean(5),
                                    rows.getBoolean(6)));
                }
            }
            try (ResultSet row = statement.executeQuery(ASK)) {
                row.next();
                return new ServerFacts(
                        row.getInt(1),
                        row.getString(2).replaceFirst(" .*", ""),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        row.getString(10),
                        row.getInt(11),
                        extensions);
            }
        }
    }

    /** An extension that is installed in the database or available. */
    Optional<Extension> extension(String name) {
        return Optional.ofNullable(extensions.get(name));
    }

    /** The advice for an operator whose server is too old; empty if it is not. */
    Optional<String> tooOld(DatabaseSettings settings) {
        return version >= OLDEST
                ? Optional.empty()
                : Optional.of("PostgreSQL at " + settings.addresses() + " is version " + versionWords + "; version "
                        + OLDEST / 10_000 + " is needed, or a later one");
    }
}
