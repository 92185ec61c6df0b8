package my.kilat.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Among twenty thousand deliveries of the last weeks, fifty of which have ended in the last hour and thirty of which wait, the
 * figures of operators read no others, and count by the end.
 */
class FiguresPlanTest {
    private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("notification", false, """
                with made as (
                    insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body,
                        metadata, created_at, updated_at)
                    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'booking.accepted',
                        'BOOKING_ACCEPTED', n::text, 'text', '{}', now() - interval '2 hours' - n * interval '1 minute', now()
                    from generate_series(1, 20000) n
                    returning id, cast(title as integer) as n)
                insert into delivery (notification_id, channel, state, attempts, due_at, updated_at)
                select id, 'push', case when n <= 30 then 'pending' when n % 2 = 0 then 'sent' else 'failed' end, 1, now(),
                    case when n <= 80 then now() - interval '5 minutes' else now() - n * interval '2 minutes' end
                from made;
                analyze delivery""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatHasEndedLatelyCountsHoweverLongAgoItWasAnnounced() {
        NoticeOverviews.Figures figures = new NoticeOverviews(database.database())
                .figures(database.database().now().minus(Duration.ofHours(1)));
        assertThat(figures).isEqualTo(new NoticeOverviews.Figures(30, 25, 25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void noOtherRowIsRead(String mode) {
        String plan = database.plan(
                mode, NoticeOverviews.FIGURES, "bigint, timestamptz", "100000, now() - interval '1 hour'");
        assertThat(plan).contains("delivery_ended").doesNotContain("Seq Scan").doesNotContain("Rows Removed");
        assertThat(ROWS.matcher(plan).results().map(MatchResult::group).toList())
                .as(plan)
                .isNotEmpty()
                .allSatisfy(rows -> assertThat(Integer.parseInt(rows.substring(rows.indexOf("rows=") + 5)))
                        .isLessThanOrEqualTo(50));
    }
}
