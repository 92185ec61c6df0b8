package my.kilat.notification.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.OfferEnded;
import my.kilat.contract.event.OfferMade;
import my.kilat.notification.delivery.DeliveryChannel;
import my.kilat.notification.delivery.DeliveryWorkers;
import my.kilat.notification.delivery.Lane;
import my.kilat.notification.domain.DeliveryResult.Fate;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.store.OfferPushes;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/**
 * Tells runners of the offers that are made to them, by push messages alone. An offer lasts seconds: it is in no inbox, goes by
 * no slower channel, and is not told any more once it has ended.
 */
public final class OfferAnnouncer {
    private static final Duration BATCH_WINDOW = Duration.ofMillis(50);

    private final DeliveryChannel push;
    private final Database database;
    private final InstantSource clock;
    private final DeliveryWorkers workers;

    /** @param workers of which that of offers is woken when there is something to send */
    public OfferAnnouncer(DeliveryChannel push, Database database, InstantSource clock, DeliveryWorkers workers) {
        this.push = push;
        this.database = database;
        this.clock = clock;
        this.workers = workers;
    }

    /** Offers that are made, and that end. Both may be applied again and in any order. */
    public Subscription<DispatchEvent> subscription() {
        return Subscription.of(ConsumerGroup.NOTIFICATION_DISPATCH)
                .onRepeatable(OfferMade.class, this::made)
                .onRepeatable(OfferEnded.class, this::ended)
                .batchWindow(BATCH_WINDOW);
    }

    private void made(Tx tx, List<Delivery<OfferMade>> deliveries) {
        Instant now = clock.instant();
        List<OfferMade> open = deliveries.stream()
                .map(Delivery::event)
                .filter(offer -> !offer.isOutOfDate(now))
                .toList();
        int late = deliveries.size() - open.size();
        Set<UUID> reached = reached(tx, open);
        List<OfferMade> told = open.stream()
                .filter(offer -> reached.contains(offer.runnerId()))
                .toList();
        if (!told.isEmpty()) {
            OfferPushes.add(tx, told, now);
        }
        tx.afterCommit(() -> {
            workers.count(Lane.OFFERS, Fate.EXPIRED, late);
            if (!told.isEmpty()) {
                workers.wake(Lane.OFFERS);
            }
        });
    }

    /** The runners of these offers who have push messages enabled and a device. */
    private Set<UUID> reached(Tx tx, Collection<OfferMade> offers) {
        if (offers.isEmpty()) {
            return Set.of();
        }
        Set<UUID> runners = offers.stream().map(OfferMade::runnerId).collect(Collectors.toSet());
        return Recipients.reachable(tx, runners).values().stream()
                .filter(push::reaches)
                .map(Recipient::userId)
                .collect(Collectors.toSet());
    }

    private void ended(Tx tx, List<Delivery<OfferEnded>> deliveries) {
        Map<UUID, OfferEnded> ended = new LinkedHashMap<>();
        deliveries.forEach(delivery -> ended.put(delivery.event().offerId(), delivery.event()));
        OfferPushes.end(tx, ended.values(), clock.instant());
    }

    /** Deletes messages of offers that ended long ago. */
    public void forgetOld() {
        OfferPushes.forgetOld(database, clock.instant());
    }
}
