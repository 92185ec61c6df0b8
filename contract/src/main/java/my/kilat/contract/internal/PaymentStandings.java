package my.kilat.contract.internal;

import java.util.List;

/**
 * Payments as they are now.
 *
 * @param items the latest payment of each of the bookings asked for that has one, in any order
 */
public record PaymentStandings(List<PaymentStanding> items) {}
