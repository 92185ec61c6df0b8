package my.kilat.dispatch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.settings.Environment;

/** The tables of a service, past the service. */
final class Tables {
    private final Environment environment;

    Tables(Environment environment) {
        this.environment = environment;
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                environment.text("DB_HOST"), environment.text("DB_PORT"), environment.text("DB_NAME")),
                environment.text("DB_USER"),
                environment.text("DB_PASSWORD"));
    }

    List<List<String>> rows(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Locks the row of a ride until the connection is rolled back, committed or closed. */
    Connection hold(UUID booking) throws SQLException {
        Connection connection = open();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select from ride where booking_id = '" + booking + "' for update");
        return connection;
    }

    /** Waits until somebody waits for a lock. */
    void awaitBlocked() {
        Streets.await("somebody waits for the ride", () -> {
            if (rows("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                    .isEmpty()) {
                throw new AssertionError("nobody does");
            }
        });
    }
}
