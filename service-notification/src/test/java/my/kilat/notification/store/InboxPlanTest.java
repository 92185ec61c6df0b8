package my.kilat.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.platform.database.Sql;
import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among twenty thousand notifications, an inbox reads its own, by the plan for any values that its statements ask for. */
class InboxPlanTest {
    private static final String USER = "cast(md5('user 7') as uuid)";

    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("notification", false, """
                insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body, metadata,
                    created_at, updated_at)
                select gen_random_uuid(), gen_random_uuid(), cast(md5('user ' || n % 200) as uuid), gen_random_uuid(),
                    'booking.accepted', 'BOOKING_ACCEPTED', n::text, 'text', '{}', now() - n * interval '1 minute', now()
                from generate_series(1, 20000) n;
                insert into delivery (notification_id, channel, state, attempts, due_at, updated_at)
                select id, 'push', 'sent', 1, now(), now() from notification;
                analyze""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String plan(Sql sql, String types, String values) {
        return database.plan(PlannedDatabase.FOR_ANY_VALUES, sql, types, values);
    }

    @Test
    void onlyTheRowsOfAPageAreRead() {
        assertThat(plan(Inbox.PAGE, "uuid, uuid, bigint, bigint", USER + ", " + USER + ", 20, 40"))
                .contains("rows=20 ", "notification_by_user")
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed");
        assertThat(plan(
                        Inbox.FEED,
                        "uuid, timestamptz, uuid, bigint",
                        USER + ", now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', 21"))
                .contains("rows=21 ", "notification_by_user")
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed");
    }
}
