package my.kilat.notification.delivery;

import java.time.Duration;
import my.kilat.notification.domain.DeliveryQueue;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.store.Deliveries;
import my.kilat.notification.store.OfferPushes;
import my.kilat.platform.database.Database;

/**
 * A queue and the channel that its deliveries go by. Each lane has a worker, so that what is urgent does not wait behind what is
 * not.
 *
 * @param name for metrics and health
 * @param policy how often, and how soon again
 * @param lease for how long a claim is valid; longer than any batch takes
 * @param batch deliveries claimed at once
 */
public record Lane(
        String name, DeliveryChannel channel, DeliveryQueue queue, RetryPolicy policy, Duration lease, int batch) {
    /** The name of the lane of offers. */
    public static final String OFFERS = "offers";

    private static final Duration LEASE = Duration.ofMinutes(3);

    /** When an instance dies over an offer, another one still tells of it before it expires. */
    private static final Duration LEASE_OF_OFFERS = Duration.ofSeconds(5);

    private static final int MOST_OFFERS = 100;

    /** The notifications that go by a channel. */
    public static Lane ofNotifications(DeliveryChannel channel, Database database, RetryPolicy policy) {
        return new Lane(
                channel.id().word(),
                channel,
                new Deliveries(database, channel.id(), policy.patience()),
                policy,
                LEASE,
                channel.provider().batch());
    }

    /** The push messages of offers. */
    public static Lane ofOffers(DeliveryChannel push, Database database) {
        return new Lane(
                OFFERS,
                push,
                new OfferPushes(database),
                RetryPolicy.OF_OFFERS,
                LEASE_OF_OFFERS,
                Math.min(MOST_OFFERS, push.provider().batch()));
    }
}
