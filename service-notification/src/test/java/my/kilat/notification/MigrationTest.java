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
        try (Connection connection = connect(database);
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

    @Test
    void whatSomebodyHasTurnedOffStaysOffWhicheverVersionWritesIt() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script("V1__notifications_recipients_deliveries"));
            statement.execute(script("V2__accounts_devices_reached"));
            statement.execute("""
                    insert into recipient (user_id, preferences_id, full_name, enable_push, enable_sms, enable_email,
                        created_at, updated_at)
                    values (gen_random_uuid(), gen_random_uuid(), 'all', true, true, true, now(), now()),
                           (gen_random_uuid(), gen_random_uuid(), 'mail', false, false, true, now(), now()),
                           (gen_random_uuid(), gen_random_uuid(), 'none', false, false, false, now(), now())""");

            statement.execute(script("V3__channels_by_name"));

            assertThat(column(statement, "select full_name || ' ' || channels_off::text from recipient order by 1"))
                    .containsExactly("all {}", "mail {push,sms}", "none {email,push,sms}");
            // as this version writes, and as one that knows a fourth channel
            statement.execute("update recipient set channels_off = '{newer,sms}' where full_name in ('all', 'none')");
            assertThat(flags(statement)).containsExactly("all t f t", "mail f f t", "none t f t");
            // as an instance of the version before writes
            statement.execute("update recipient set enable_push = false where full_name in ('all', 'mail')");
            statement.execute("update recipient set enable_sms = true where full_name = 'none'");
            assertThat(column(statement, "select full_name || ' ' || channels_off::text from recipient order by 1"))
                    .containsExactly("all {newer,push,sms}", "mail {push,sms}", "none {newer}");
            statement.execute("""
                    insert into recipient (user_id, preferences_id, created_at, updated_at)
                    values (gen_random_uuid(), gen_random_uuid(), now(), now())""");
            assertThat(column(statement, "select channels_off from recipient where full_name is null"))
                    .containsExactly("{}");
        }
    }

    @Test
    void aChannelThatIsNewNeedsNoChangeOfATable() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script("V1__notifications_recipients_deliveries"));
            statement.execute(script("V2__accounts_devices_reached"));
            statement.execute(script("V3__channels_by_name"));
            assertThat(column(statement, """
                            select conrelid::regclass || ': ' || pg_get_constraintdef(oid) from pg_constraint
                            where contype = 'c' and pg_get_constraintdef(oid) ~ 'push|sms|email'""")).isEmpty();
        }
    }

    private static List<String> flags(Statement statement) throws SQLException {
        return column(
                statement,
                "select concat_ws(' ', full_name, enable_push, enable_sms, enable_email) from recipient order by 1");
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
