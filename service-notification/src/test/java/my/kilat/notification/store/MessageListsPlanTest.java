package my.kilat.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.platform.fixture.PlannedDatabase;
import my.kilat.platform.page.Cursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Among twenty thousand deliveries, a few of which have failed, operators find those few without reading the others. */
class MessageListsPlanTest {
    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("notification", false, """
                with made as (
                    insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body,
                        metadata, created_at, updated_at)
                    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'booking.accepted',
                        'BOOKING_ACCEPTED', n::text, 'text', '{}', now() - n * interval '1 minute', now()
                    from generate_series(1, 20000) n
                    returning id, cast(title as integer) as n)
                insert into delivery (notification_id, channel, state, attempts, due_at, updated_at)
                select id, case when n % 2 = 0 then 'sms' else 'push' end,
                    case when n % 5000 = 0 then 'failed' when n <= 30 then 'pending' else 'sent' end, 1, now(),
                    now() - n * interval '1 minute'
                from made;
                analyze delivery, notification""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void fewOfThemAreFoundAmongMany() {
        MessageLists lists = new MessageLists(database.database());
        assertThat(lists.ended(EnumSet.of(DeliveryState.FAILED), EnumSet.allOf(Channel.class), Cursor.BEGINNING, 50))
                .hasSize(4);
        List<MessageLists.Waiting> waiting = lists.countWaiting(
                EnumSet.of(Channel.SMS), database.database().now().minus(Duration.ofHours(1)));
        assertThat(waiting).containsExactly(new MessageLists.Waiting("sms", 0, 15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void noOtherRowIsRead(String mode) {
        String plan = database.plan(
                mode,
                MessageLists.ENDED,
                "text[], text[], timestamptz, uuid, bigint, bigint",
                "array['failed'], array['push', 'sms', 'email'], now(),"
                        + " 'ffffffff-ffff-ffff-ffff-ffffffffffff', 51, 51");
        assertThat(plan).contains("delivery_by_end").doesNotContain("Seq Scan").doesNotContain("Rows Removed");
    }
}
