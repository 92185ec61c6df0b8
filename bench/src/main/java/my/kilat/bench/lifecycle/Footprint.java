package my.kilat.bench.lifecycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import my.kilat.bench.BenchException;
import my.kilat.bench.platform.Platform;
import my.kilat.contract.catalogue.Component;

/**
 * What rides leave behind.
 *
 * @param rides how many
 * @param bytes by which the databases have grown, indexes included
 * @param messages that were written to an outbox, and so sent to Kafka
 */
record Footprint(long rides, long bytes, long messages) {
    private static final String BYTES = "select pg_database_size(current_database())";
    /** Each row draws its number at once; what PostgreSQL tells of tables comes seconds later. */
    private static final String MESSAGES =
            "select coalesce(sum(last_value), 0) from pg_sequences where sequencename = 'outbox_number'";

    /** What is stored now, of no rides yet. */
    static Footprint of(Platform platform) {
        long bytes = 0;
        long messages = 0;
        for (String database : Component.services().stream()
                .flatMap(service -> service.database().stream())
                .toList()) {
            try (Connection connection = platform.connect(database);
                    Statement statement = connection.createStatement()) {
                bytes += number(statement, BYTES);
                messages += number(statement, MESSAGES);
            } catch (SQLException e) {
                throw new BenchException(database + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new Footprint(0, bytes, messages);
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** What so many rides have added since then. */
    Footprint since(Footprint before, long number) {
        return new Footprint(number, bytes - before.bytes, messages - before.messages);
    }

    double bytesOfARide() {
        return bytes / (double) rides;
    }

    double messagesOfARide() {
        return messages / (double) rides;
    }
}
