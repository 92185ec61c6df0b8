package my.kilat.contract.tracking;

import java.time.Instant;
import my.kilat.contract.booking.BookingStatus;

/**
 * A change of the booking's state, as one text frame of a tracking socket that was opened with {@code events=status}.
 *
 * @param type always {@code booking.status}
 * @param bookingId spelled exactly as in the URL with which the socket was opened
 */
public record StatusFrame(
        String type, String bookingId, BookingStatus oldStatus, BookingStatus newStatus, Instant timestamp) {

    public static StatusFrame of(
            String bookingId, BookingStatus oldStatus, BookingStatus newStatus, Instant timestamp) {
        return new StatusFrame("booking.status", bookingId, oldStatus, newStatus, timestamp);
    }
}
