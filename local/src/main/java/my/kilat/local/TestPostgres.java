package my.kilat.local;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** A PostgreSQL for tests, which creates databases. */
public final class TestPostgres implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalPostgres server;
    private final Set<String> templates = new HashSet<>();

    TestPostgres(LocalPostgres server) {
        this.server = server;
    }

    /** The server itself, for a test that ends or suspends it. */
    public LocalPostgres server() {
        return server;
    }

    /**
     * A fresh, empty database with the extension {@code uuid-ossp}.
     *
     * @param postgis whether it also has PostGIS
     */
    public TestDatabase createDatabase(boolean postgis) {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String name = "test_" + HexFormat.of().formatHex(random);
        String template = template(postgis);
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(
                server.jdbcUrl(name),
                LocalPostgres.HOST,
                server.port(),
                name,
                LocalPostgres.USER,
                LocalPostgres.PASSWORD);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Extensions are created once in a template: PostGIS takes more than a second. */
    private synchronized String template(boolean postgis) {
        String name = postgis ? "template_with_postgis" : "template_without_postgis";
        if (templates.add(name)) {
            execute("postgres", "CREATE DATABASE " + name);
            execute(name, "CREATE EXTENSION \"uuid-ossp\"");
            if (postgis) {
                execute(name, "CREATE EXTENSION postgis");
            }
        }
        return name;
    }

    private void execute(String database, String sql) {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LocalServerException("The test database could not be made: " + e.getMessage(), e);
        }
    }
}
