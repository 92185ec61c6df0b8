package my.kilat.contract.internal;

import java.util.List;

/**
 * The current state of bookings.
 *
 * @param items those of the requested bookings that exist, in any order
 */
public record BookingStandings(List<BookingStanding> items) {}
