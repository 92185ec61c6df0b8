package my.kilat.contract.internal;

import java.util.UUID;

/** A booking is about to be cancelled: whoever wants to pay for it has to be checked against the booking service first. */
public record CancellationAnnouncement(UUID bookingId) {}
