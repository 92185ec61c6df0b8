package my.kilat.tracking.domain;

import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a trip.
 *
 * @param toNext from where the runner is to the next stop
 * @param onward from the pickup to the drop-off; null once the pet is aboard
 */
public record Ways(Way toNext, @Nullable Way onward) {}
