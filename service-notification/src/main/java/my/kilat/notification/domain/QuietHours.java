package my.kilat.notification.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.time.Times;

/**
 * The part of each day in which a user wants no messages, in Kuala Lumpur time; start inclusive, end exclusive. With an end
 * before its start it spans midnight.
 */
public record QuietHours(LocalTime start, LocalTime end) {

    public QuietHours {
        if (start.equals(end)) {
            throw new Failure.Invalid("quiet hours need an end that differs from their start");
        }
    }

    /** The end of the quiet hours that contain this moment; empty if it is outside of them. */
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
