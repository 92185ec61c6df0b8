package my.kilat.contract.booking;

import java.util.List;
import java.util.UUID;

/**
 * The course of a booking.
 *
 * @param entries the latest 100, oldest first
 */
public record BookingHistory(UUID bookingId, List<BookingHistoryEntry> entries) {}
