package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which bookings are there, the newest first?
 *
 * @param statuses all when it is empty
 * @param stuck only those that have stayed in their state for too long
 * @param number of a booking; nothing else counts then
 * @param people owners or runners, at most 20; but for a number nothing else counts then
 * @param before the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingRowsQuestion(
        List<BookingStatus> statuses,
        boolean stuck,
        @Nullable String number,
        List<UUID> people,
        @Nullable String before) {}
