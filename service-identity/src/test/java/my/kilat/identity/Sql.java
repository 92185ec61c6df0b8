package my.kilat.identity;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import my.kilat.platform.settings.Environment;

/** Looks into the database of a service under test, past the service. */
final class Sql {
    private final Environment environment;

    Sql(Environment environment) {
        this.environment = environment;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + environment.text("DB_HOST") + ":" + environment.text("DB_PORT") + "/"
                        + environment.text("DB_NAME"),
                environment.text("DB_USER"),
                environment.text("DB_PASSWORD"));
    }

    void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row as text, {@code null} as that word. */
    String one(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
