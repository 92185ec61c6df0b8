package my.kilat.booking.domain;

import java.time.Instant;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * One step of a booking, kept for ever.
 *
 * @param version of the booking after the step
 * @param from null for the first step
 * @param reason in words, perhaps empty
 */
public record HistoryEntry(
        int version, @Nullable BookingStatus from, BookingStatus to, Actor actor, String reason, Instant at) {}
