package my.kilat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import org.junit.jupiter.api.Test;

/** What a database of the version before holds is kept. */
class MigrationTest {
    private static String script(String name) throws IOException {
        try (InputStream in = MigrationTest.class.getResourceAsStream("db/" + name + ".sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void devicesAreKeptAndWhatIsNotToldAnyMoreIsDropped() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
                        database.user(),
                        database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(script("V1__notifications_recipients_deliveries"));
            statement.execute("""
                    insert into recipient (user_id, preferences_id, device_token, phone, account_as_of, created_at, updated_at)
                    select gen_random_uuid(), gen_random_uuid(), token, '+60123', now(), now(), now()
                    from unnest(array['one', repeat('x', 4096), null]) as t(token)""");
            statement.execute("""
                    insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body,
                        metadata, created_at, updated_at)
                    select gen_random_uuid(), gen_random_uuid(), user_id, gen_random_uuid(), 'payment.failed', template,
                        'Payment Failed', 'text', '{}', now(), now()
                    from recipient, unnest(array['PAYMENT_NOT_RELEASED', 'BOOKING_ACCEPTED']) as t(template)
                    where device_token = 'one'""");
            statement.execute("""
                    insert into delivery (notification_id, channel, due_at, updated_at)
                    select id, 'sms', now(), now() from notification""");
            statement.execute("""
                    insert into outgoing_message (notification_id, channel, address, title, body, sent_at)
                    select id, 'push', 'one', 't', 'b', now() from notification""");

            statement.execute(script("V2__accounts_devices_reached"));

            assertThat(column(statement, "select length(token) from device order by 1"))
                    .containsExactly("3", "4096");
            assertThat(column(statement, "select distinct generation from device"))
                    .containsExactly("0");
            assertThat(column(
                            statement,
                            "select n.template || ' ' || d.state from delivery d"
                                    + " join notification n on n.id = d.notification_id order by 1"))
                    .containsExactly("BOOKING_ACCEPTED pending", "PAYMENT_NOT_RELEASED dropped");
            // as an instance of the version before still writes
            statement.execute("""
                    insert into recipient (user_id, preferences_id, account_as_of, created_at, updated_at)
                    values (gen_random_uuid(), gen_random_uuid(), now(), now(), now())""");
            assertThat(column(statement, "select count(*) from recipient where account_version = 0"))
                    .containsExactly("4");
        }
    }
}
