package my.kilat.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deliveries by one channel that are still to be made. Several processes may take from it at once. */
public interface DeliveryQueue {
    /**
     * Claims due deliveries. No other process gets them until the lease expires, which happens only if the process that claimed
     * them has died.
     */
    List<ClaimedDelivery> claim(int most, Instant now, Duration lease);

    /**
     * Ends due deliveries, at most a thousand, that have waited too long for a provider which is still unreachable.
     *
     * @param next when the provider is tried again
     * @return how many, by what they ended as
     */
    Map<DeliveryResult.Fate, Integer> giveUp(Instant now, Instant next, String problem);

    /** Stores the results of claimed deliveries. Those that have ended meanwhile stay as they are. */
    void note(List<DeliveryResult> results, Instant now);
}
