package my.kilat.dispatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.fixture.TestTables;
import my.kilat.platform.settings.Environment;

/** The tables of dispatch, past the service, and locks on its rides. */
final class Tables {
    private final TestTables tables;

    Tables(Environment environment) {
        tables = new TestTables(environment);
    }

    List<List<String>> rows(String sql) {
        return tables.rows(sql);
    }

    void change(String sql) {
        tables.change(sql);
    }

    /** Locks the row of a ride until the connection is rolled back, committed or closed. */
    Connection hold(UUID booking) throws SQLException {
        Connection connection = tables.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select from ride where booking_id = '" + booking + "' for update");
        return connection;
    }

    /** Reserves a runner as a round does, until the connection is rolled back, committed or closed. */
    Connection reserve(UUID runner) throws SQLException {
        Connection connection = tables.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select pg_advisory_xact_lock(hashtextextended('" + runner + "', 8008))");
        return connection;
    }

    /** Waits until somebody waits for a lock. */
    void awaitBlocked() {
        Streets.await("somebody waits for a lock", () -> {
            if (rows("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                    .isEmpty()) {
                throw new AssertionError("nobody does");
            }
        });
    }
}
