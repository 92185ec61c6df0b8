package my.kilat.contract.internal;

import java.util.UUID;

/** What is known of this booking? */
public record BookingFileQuestion(UUID bookingId) {}
