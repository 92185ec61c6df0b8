package my.kilat.booking.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.time.Times;

/**
 * When a place is open, the same in every week. A time of the week is a number of minutes from Monday 00:00 in the time zone of
 * the business, which has no summer time, so that every week has as many minutes as any other.
 *
 * @param ranges disjoint, not touching each other, in their order. One that passes the end of the week is two: up to the end, and
 *     from the beginning
 */
public record WeeklyHours(List<Range> ranges) {
    /** Minutes of a day. */
    public static final int DAY = 24 * 60;

    static final int WEEK = 7 * DAY;

    /** Never closed. */
    public static final WeeklyHours ALWAYS = new WeeklyHours(List.of(new Range(0, WEEK)));

    /**
     * A range of minutes of the week.
     *
     * @param opens the first minute
     * @param closes the minute after the last
     */
    public record Range(int opens, int closes) {
        boolean includes(int minute) {
            return opens <= minute && minute < closes;
        }
    }

    public WeeklyHours {
        ranges = List.copyOf(ranges);
    }

    /**
     * Of any ranges, each from a minute of the week to a later one, which may be of the next week. Those that overlap or touch
     * become one.
     */
    public static WeeklyHours of(List<Range> sent) {
        List<Range> cut = new ArrayList<>();
        for (Range range : sent) {
            cut.add(new Range(range.opens(), Math.min(range.closes(), WEEK)));
            if (range.closes() > WEEK) {
                cut.add(new Range(0, range.closes() - WEEK));
            }
        }
        cut.sort(Comparator.comparingInt(Range::opens));
        List<Range> merged = new ArrayList<>();
        for (Range next : cut) {
            if (!merged.isEmpty() && next.opens() <= merged.getLast().closes()) {
                Range before = merged.removeLast();
                merged.add(new Range(before.opens(), Math.max(before.closes(), next.closes())));
            } else {
                merged.add(next);
            }
        }
        return new WeeklyHours(merged);
    }

    /** The minute of the week of a time. */
    public static int minuteOf(Instant time) {
        return (int) Duration.between(weekOf(time), local(time)).toMinutes();
    }

    /** Whether it is open at a time. */
    public boolean includes(Instant time) {
        int minute = minuteOf(time);
        return ranges.stream().anyMatch(range -> range.includes(minute));
    }

    /** When a place that is open at a time closes; empty if it is closed then, or never closes. */
    public Optional<Instant> closesAfter(Instant time) {
        int minute = minuteOf(time);
        return ranges.stream()
                .filter(range -> range.includes(minute) && !equals(ALWAYS))
                .findFirst()
                .map(range -> at(time, passesTheWeek() && range.closes() == WEEK ? endOfNight() : range.closes()));
    }

    /** When a place that is closed at a time opens next; empty if it is open then, or never opens. */
    public Optional<Instant> opensAfter(Instant time) {
        if (includes(time) || ranges.isEmpty()) {
            return Optional.empty();
        }
        int minute = minuteOf(time);
        return Optional.of(at(
                time,
                ranges.stream()
                        .map(Range::opens)
                        .filter(opens -> opens > minute)
                        .findFirst()
                        .orElse(WEEK + ranges.getFirst().opens())));
    }

    /** The ranges as people write them: one that passes the end of the week is whole, and none is longer than a day. */
    public List<Range> byDays() {
        List<Range> whole = new ArrayList<>(ranges);
        if (passesTheWeek()) {
            whole.removeFirst();
            Range last = whole.removeLast();
            whole.add(new Range(last.opens(), endOfNight()));
        }
        List<Range> days = new ArrayList<>();
        for (Range range : whole) {
            int from = range.opens();
            while (range.closes() - from > DAY) {
                int midnight = (from / DAY + 1) * DAY;
                days.add(fromThisWeek(from, midnight));
                from = midnight;
            }
            days.add(fromThisWeek(from, range.closes()));
        }
        return days;
    }

    private static Range fromThisWeek(int opens, int closes) {
        return opens < WEEK ? new Range(opens, closes) : new Range(opens - WEEK, closes - WEEK);
    }

    private boolean passesTheWeek() {
        return ranges.size() > 1
                && ranges.getFirst().opens() == 0
                && ranges.getLast().closes() == WEEK;
    }

    private int endOfNight() {
        return WEEK + ranges.getFirst().closes();
    }

    private static Instant at(Instant time, int minute) {
        return weekOf(time).plusMinutes(minute).atZone(Times.KUALA_LUMPUR).toInstant();
    }

    private static LocalDateTime weekOf(Instant time) {
        return local(time)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .truncatedTo(ChronoUnit.DAYS);
    }

    private static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, Times.KUALA_LUMPUR);
    }
}
