package my.kilat.tracking.domain;

import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * The remaining ways of a trip.
 *
 * @param toNext from the last position to the next stop
 * @param onward from the pickup to the drop-off; null after the pick-up
 */
public record Ways(Way toNext, @Nullable Way onward) {}
