package my.kilat.contract.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * One place on a trip.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param speedKmh km/h, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 */
public record Waypoint(
        UUID id, double latitude, double longitude, double speedKmh, double headingDegrees, Instant recordedAt) {}
