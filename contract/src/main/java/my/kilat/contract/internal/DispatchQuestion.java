package my.kilat.contract.internal;

import java.util.UUID;

/** How was a runner looked for? */
public record DispatchQuestion(UUID bookingId) {}
