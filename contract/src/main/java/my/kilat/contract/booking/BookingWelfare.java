package my.kilat.contract.booking;

import java.util.UUID;
import my.kilat.contract.tracking.WelfareSummary;

/** How the pet of a booking was carried. */
public record BookingWelfare(UUID bookingId, WelfareSummary summary) {}
