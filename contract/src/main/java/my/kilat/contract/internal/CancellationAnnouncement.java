package my.kilat.contract.internal;

import java.util.UUID;

/** A booking is about to be cancelled: before a payment for it begins, the booking service has to be queried. */
public record CancellationAnnouncement(UUID bookingId) {}
