package my.kilat.contract.internal;

import java.util.List;

/**
 * The current state of payments.
 *
 * @param items the latest payment of each of the requested bookings that has one, in any order
 */
public record PaymentStandings(List<PaymentStanding> items) {}
