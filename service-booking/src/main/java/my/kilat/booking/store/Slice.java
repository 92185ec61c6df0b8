package my.kilat.booking.store;

import java.util.List;
import my.kilat.booking.domain.Booking;

/**
 * A part of a list.
 *
 * @param rows the bookings of this part, in the list's order
 * @param total how many the whole list holds
 */
public record Slice(List<Booking> rows, long total) {}
