package my.kilat.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.Test;

/** Notifications are deleted by their age, read or not, with what is known of their deliveries. */
class RetentionTest {
    @Test
    void oldNotificationsAreDeletedWithTheirDeliveriesAndRecentOnesKept() {
        try (Database database = Database.open(
                DatabaseSettings.from(TestService.environment(false, Map.of()), "notification"),
                "notification",
                new SimpleMeterRegistry())) {
            // One an hour for 500 days, each second one read.
            TestSql.execute(database, """
                    with made as (
                        insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body,
                            metadata, read_at, created_at, updated_at)
                        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
                            'booking.accepted', 'BOOKING_ACCEPTED', 'title', 'text', '{}',
                            case when n % 2 = 0 then now() end, now() - n * interval '1 hour', now()
                        from generate_series(1, 12000) n
                        returning id)
                    insert into delivery (notification_id, channel, state, due_at, updated_at)
                    select id, 'push', 'sent', now(), now() from made""");
            new Inbox(database).forgetBefore(database.now().minus(Duration.ofMinutes(4_320 * 60 + 30)));
            assertThat(TestSql.number(database, "select count(*) from notification"))
                    .isEqualTo(4_320);
            assertThat(TestSql.number(database, "select count(*) from delivery"))
                    .isEqualTo(4_320);
        }
    }
}
