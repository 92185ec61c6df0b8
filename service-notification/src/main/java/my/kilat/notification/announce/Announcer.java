package my.kilat.notification.announce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.NoticeEvent;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.notification.delivery.DeliveryScheduler;
import my.kilat.notification.domain.Announcement;
import my.kilat.notification.domain.Announcements;
import my.kilat.notification.domain.Parties;
import my.kilat.notification.store.BookingParties;
import my.kilat.notification.store.Inbox;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/**
 * Turns events into notifications: adds them to inboxes and, where necessary, to the delivery queues, in the transaction that
 * applies the events. A whole batch takes a handful of statements, however many events it has.
 */
public final class Announcer {
    /** Notifications are not urgent, and batches are several times cheaper. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(200);

    private final Database database;
    private final InstantSource clock;
    private final DeliveryScheduler scheduler;
    private final Counter stored;

    public Announcer(Database database, InstantSource clock, DeliveryScheduler scheduler, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.scheduler = scheduler;
        this.stored = Counter.builder("kilat.notifications.stored")
                .description("Notifications put into inboxes")
                .register(meters);
    }

    /** The events that cause notifications: of bookings, payments, trips and arrivals. */
    public List<Subscription<?>> subscriptions() {
        return List.of(
                Subscription.of(ConsumerGroup.NOTIFICATION_BOOKINGS)
                        .onBatch(BookingEvent.class, this::announce)
                        .batchWindow(BATCH_WINDOW),
                Subscription.of(ConsumerGroup.NOTIFICATION_PAYMENTS)
                        .onBatch(
                                Set.of(
                                        EscrowHeld.class,
                                        EscrowReleased.class,
                                        EscrowRefunded.class,
                                        PaymentFailed.class),
                                this::announce)
                        .batchWindow(BATCH_WINDOW),
                Subscription.of(ConsumerGroup.NOTIFICATION_TRACKING)
                        .onBatch(Set.of(TrackingStarted.class, TrackingCompleted.class), this::announce)
                        .batchWindow(BATCH_WINDOW),
                Subscription.of(ConsumerGroup.NOTIFICATION_NOTICES)
                        .onBatch(NoticeEvent.class, this::announceNotices)
                        .batchWindow(BATCH_WINDOW),
                Subscription.of(ConsumerGroup.NOTIFICATION_TRIPS)
                        .onBatch(Set.of(RunnerArrived.class, RideDelayed.class, UnattendedStop.class), this::announce)
                        .batchWindow(BATCH_WINDOW));
    }

    /** What people were to do by a moment that has passed is not asked of them any more, in no inbox either. */
    private void announceNotices(Tx tx, List<? extends Delivery<NoticeEvent>> deliveries) {
        Instant now = clock.instant();
        announce(
                tx,
                deliveries.stream()
                        .filter(delivery -> !delivery.event().isOutOfDate(now))
                        .toList());
    }

    private void announce(Tx tx, List<? extends Delivery<?>> deliveries) {
        Instant now = clock.instant();
        learnParties(tx, deliveries, now);
        List<Announcement> announcements = decide(tx, deliveries);
        if (announcements.isEmpty()) {
            return;
        }
        Inbox.put(tx, announcements, now);
        scheduler.schedule(tx, announcements.stream().map(Announcement::stored).toList(), now);
        tx.afterCommit(() -> stored.increment(announcements.size()));
    }

    /** Stores the parties from the events of a batch, in order: the last one counts. */
    private static void learnParties(Tx tx, List<? extends Delivery<?>> deliveries, Instant now) {
        Map<UUID, Parties> learnt = new LinkedHashMap<>();
        for (Delivery<?> delivery : deliveries) {
            Parties.of(delivery.event()).ifPresent(parties -> learnt.put(parties.bookingId(), parties));
        }
        if (!learnt.isEmpty()) {
            BookingParties.put(tx, learnt.values(), now);
        }
    }

    private static List<Announcement> decide(Tx tx, List<? extends Delivery<?>> deliveries) {
        Set<UUID> asked = new HashSet<>();
        for (Delivery<?> delivery : deliveries) {
            if (Announcements.asksForParties(delivery.event())) {
                asked.add(delivery.event().key());
            }
        }
        Map<UUID, Parties> known = BookingParties.of(tx, asked);
        List<Announcement> announcements = new ArrayList<>(deliveries.size() + 8);
        for (Delivery<?> delivery : deliveries) {
            announcements.addAll(Announcements.of(
                    delivery.id(), delivery.event(), booking -> Optional.ofNullable(known.get(booking))));
        }
        return announcements;
    }

    /** Deletes parties that are no longer needed. */
    public void forgetOld() {
        BookingParties.forgetOld(database, clock.instant());
    }
}
