package my.kilat.dispatch.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * What has been booked.
 *
 * @param number for people
 * @param ownerId user id of the owner
 * @param priceCents sen
 * @param scheduledAt when the ride is to start; null for at once
 * @param need null for a booking that was announced before events told it; nobody is looked for then
 */
public record Order(
        String number,
        UUID ownerId,
        long priceCents,
        Position pickup,
        Position dropoff,
        @Nullable Instant scheduledAt,
        @Nullable Need need) {}
