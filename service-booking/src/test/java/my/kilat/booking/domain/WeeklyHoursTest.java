package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import my.kilat.booking.domain.WeeklyHours.Range;
import org.junit.jupiter.api.Test;

/** Opening hours of a week, by minutes from Monday 00:00 in Kuala Lumpur. */
class WeeklyHoursTest {
    private static final int DAY = WeeklyHours.DAY;
    private static final int WEEK = WeeklyHours.WEEK;

    /** Monday 00:00 in Kuala Lumpur. */
    private static final Instant MONDAY = Instant.parse("2026-02-08T16:00:00Z");

    private static Instant at(int minute) {
        return MONDAY.plusSeconds(60L * minute);
    }

    private static Range range(int day, int opens, int hours) {
        return new Range(day * DAY + opens * 60, day * DAY + (opens + hours) * 60);
    }

    @Test
    void theWeekBeginsOnMondayInKualaLumpur() {
        assertThat(WeeklyHours.minuteOf(MONDAY)).isZero();
        assertThat(WeeklyHours.minuteOf(MONDAY.minusSeconds(1))).isEqualTo(WEEK - 1);
        assertThat(WeeklyHours.minuteOf(Instant.parse("2026-02-12T10:00:30Z"))).isEqualTo(3 * DAY + 18 * 60);
    }

    @Test
    void itIsOpenFromTheFirstMinuteAndClosedFromTheLastOn() {
        WeeklyHours hours = WeeklyHours.of(List.of(range(0, 9, 9)));
        assertThat(hours.includes(at(9 * 60).minusMillis(1))).isFalse();
        assertThat(hours.includes(at(9 * 60))).isTrue();
        assertThat(hours.includes(at(18 * 60).minusMillis(1))).isTrue();
        assertThat(hours.includes(at(18 * 60))).isFalse();
        assertThat(hours.closesAfter(at(9 * 60).plusSeconds(30))).contains(at(18 * 60));
        assertThat(hours.opensAfter(at(9 * 60))).isEmpty();
        assertThat(hours.closesAfter(at(18 * 60))).isEmpty();
        assertThat(hours.opensAfter(at(18 * 60))).contains(at(WEEK + 9 * 60));
    }

    @Test
    void aNightGoesPastMidnightAndPastTheEndOfTheWeek() {
        WeeklyHours friday = WeeklyHours.of(List.of(range(4, 22, 4)));
        assertThat(friday.closesAfter(at(4 * DAY + 23 * 60))).contains(at(5 * DAY + 2 * 60));
        assertThat(friday.closesAfter(at(5 * DAY + 60))).contains(at(5 * DAY + 2 * 60));

        WeeklyHours sunday = WeeklyHours.of(List.of(range(6, 22, 4), range(2, 9, 1)));
        assertThat(sunday.includes(at(60))).as("Monday 01:00").isTrue();
        assertThat(sunday.closesAfter(at(60))).contains(at(2 * 60));
        assertThat(sunday.closesAfter(at(6 * DAY + 23 * 60))).contains(at(WEEK + 2 * 60));
        assertThat(sunday.byDays()).containsExactly(range(2, 9, 1), range(6, 22, 4));
    }

    @Test
    void whatTouchesIsOneAndIsShownByDays() {
        WeeklyHours hours = WeeklyHours.of(List.of(range(0, 18, 6), range(1, 0, 24), range(2, 0, 6), range(2, 3, 2)));
        assertThat(hours.ranges()).containsExactly(range(0, 18, 36));
        assertThat(hours.closesAfter(at(20 * 60))).contains(at(2 * DAY + 6 * 60));
        assertThat(hours.byDays()).containsExactly(range(0, 18, 6), range(1, 0, 24), range(2, 0, 6));
        assertThat(WeeklyHours.of(hours.byDays())).isEqualTo(hours);
    }

    @Test
    void whatNeverClosesHasNoEndAndWhatNeverOpensNoBeginning() {
        List<Range> everyDay = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            everyDay.add(range(day, 9, 24));
        }
        assertThat(WeeklyHours.of(everyDay)).isEqualTo(WeeklyHours.ALWAYS);
        assertThat(WeeklyHours.ALWAYS.closesAfter(at(77))).isEmpty();
        assertThat(WeeklyHours.ALWAYS.opensAfter(at(77))).isEmpty();
        WeeklyHours never = WeeklyHours.of(List.of());
        assertThat(never.includes(MONDAY)).isFalse();
        assertThat(never.opensAfter(MONDAY)).isEmpty();
        assertThat(never.closesAfter(MONDAY)).isEmpty();
    }

    /** Against going on minute by minute. */
    @Test
    void theNextChangeIsTheNextMinuteAtWhichItChanges() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<Range> sent = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int opens = random.nextInt(WEEK);
                sent.add(new Range(opens, opens + 1 + random.nextInt(DAY)));
            }
            WeeklyHours hours = WeeklyHours.of(sent);
            int now = random.nextInt(WEEK);
            boolean open = isOpen(sent, now);
            int change = now;
            while (change <= now + WEEK && isOpen(sent, change) == open) {
                change++;
            }
            assertThat(hours.includes(at(now))).isEqualTo(open);
            assertThat(open ? hours.closesAfter(at(now)) : hours.opensAfter(at(now)))
                    .contains(at(change));
            assertThat(WeeklyHours.of(hours.byDays())).isEqualTo(hours);
        }
    }

    private static boolean isOpen(List<Range> sent, int minute) {
        int of = minute % WEEK;
        return sent.stream().anyMatch(range -> range.includes(of) || range.includes(of + WEEK));
    }
}
