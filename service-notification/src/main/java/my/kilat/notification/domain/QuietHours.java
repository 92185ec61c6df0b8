package my.kilat.notification.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.time.Times;

/**
 * The part of each day in which somebody wants to hear nothing, in Kuala Lumpur time; from its start, included, to its
 * end, excluded. With an end before its start it lasts over midnight.
 */
public record QuietHours(LocalTime start, LocalTime end) {

    public QuietHours {
        if (start.equals(end)) {
            throw new Failure.Invalid("quiet hours need an end that differs from their start");
        }
    }

    /** When the quiet hours end within which this moment lies; empty when it lies outside of them. */
    public Optional<Instant> endIfWithin(Instant moment) {
        ZonedDateTime local = moment.atZone(Times.KUALA_LUMPUR);
        LocalTime time = local.toLocalTime();
        boolean overnight = end.isBefore(start);
        boolean afterStart = !time.isBefore(start);
        boolean beforeEnd = time.isBefore(end);
        if (overnight ? !(afterStart || beforeEnd) : !(afterStart && beforeEnd)) {
            return Optional.empty();
        }
        ZonedDateTime ends = local.with(end);
        return Optional.of((beforeEnd ? ends : ends.plusDays(1)).toInstant());
    }
}
