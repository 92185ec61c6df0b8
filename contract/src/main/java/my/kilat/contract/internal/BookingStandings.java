package my.kilat.contract.internal;

import java.util.List;

/**
 * Bookings as they are now.
 *
 * @param items those of the bookings asked for that exist, in any order
 */
public record BookingStandings(List<BookingStanding> items) {}
