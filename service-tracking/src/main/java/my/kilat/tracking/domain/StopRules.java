package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * For how long a vehicle may stand with a pet aboard.
 *
 * @param longest anywhere, at any time
 * @param longestInHeat within the hot hours, without temperature control
 * @param hotFrom the first hour of the day that is hot, 0 to 23
 * @param hotUntil the hour with which the heat ends, above {@code hotFrom} and up to 24
 * @param zone in which the hours are
 */
public record StopRules(Duration longest, Duration longestInHeat, int hotFrom, int hotUntil, ZoneId zone) {
    /**
     * When a stop becomes too long.
     *
     * @param inHeat whether by the rule for the hot hours
     */
    public record Limit(Instant at, boolean inHeat) {}

    /** When a stop that began then becomes too long. Only the part of it within the hot hours counts for their rule. */
    public Limit limit(Instant since, boolean temperatureControlled) {
        Limit usual = new Limit(since.plus(longest), false);
        if (temperatureControlled) {
            return usual;
        }
        ZonedDateTime day = midnight(since);
        Instant ends = heatEnds(day);
        Instant inHeat = later(since, day.withHour(hotFrom).toInstant()).plus(longestInHeat);
        return inHeat.isAfter(ends) || !inHeat.isBefore(usual.at) ? usual : new Limit(inHeat, true);
    }

    /** How much of a time lies in the hot hours. */
    public Duration hotPart(Instant from, Instant until) {
        Duration hot = Duration.ZERO;
        ZonedDateTime day = midnight(from);
        while (day.toInstant().isBefore(until)) {
            Instant begins = later(from, day.withHour(hotFrom).toInstant());
            Instant ends = heatEnds(day).isBefore(until) ? heatEnds(day) : until;
            if (begins.isBefore(ends)) {
                hot = hot.plus(Duration.between(begins, ends));
            }
            day = day.plusDays(1);
        }
        return hot;
    }

    private ZonedDateTime midnight(Instant moment) {
        return moment.atZone(zone).with(LocalTime.MIDNIGHT);
    }

    private Instant heatEnds(ZonedDateTime day) {
        return day.plusDays(hotUntil / 24).withHour(hotUntil % 24).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
