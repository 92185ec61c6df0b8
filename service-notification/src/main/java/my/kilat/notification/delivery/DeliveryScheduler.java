package my.kilat.notification.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.StoredNotification;
import my.kilat.notification.store.Deliveries;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Tx;

/**
 * Adds deliveries to the queues, in the transaction that causes them, and wakes the workers of these queues after its commit. What
 * would be out of date when it may be sent is noted down as dropped.
 */
public final class DeliveryScheduler {
    private final Channels channels;
    private final DeliveryWorkers workers;

    public DeliveryScheduler(Channels channels, DeliveryWorkers workers) {
        this.channels = channels;
        this.workers = workers;
    }

    /** Schedules notifications by every channel that reaches their recipients, after their quiet hours. */
    public void schedule(Tx tx, Collection<StoredNotification> notifications, Instant now) {
        schedule(tx, notifications, channels::reaching, now);
    }

    /** As above, only by the channels that use an address of the account. */
    public void scheduleToAccounts(Tx tx, Collection<StoredNotification> notifications, Instant now) {
        schedule(tx, notifications, channels::reachingAccount, now);
    }

    private void schedule(
            Tx tx,
            Collection<StoredNotification> notifications,
            Function<Recipient, List<Channel>> chosen,
            Instant now) {
        if (notifications.isEmpty()) {
            return;
        }
        Set<UUID> users =
                notifications.stream().map(StoredNotification::recipient).collect(Collectors.toSet());
        Map<UUID, Recipient> reachable = Recipients.reachable(tx, users);
        List<Deliveries.New> deliveries = new ArrayList<>();
        for (StoredNotification notification : notifications) {
            Recipient recipient = reachable.get(notification.recipient());
            if (recipient != null) {
                Instant due = recipient.mayHear(notification.template(), now);
                boolean late = notification.isOutOfDate(due);
                for (Channel channel : chosen.apply(recipient)) {
                    deliveries.add(new Deliveries.New(notification.notificationId(), channel, due, late));
                }
            }
        }
        if (!deliveries.isEmpty()) {
            Deliveries.add(tx, deliveries, now);
            tx.afterCommit(() -> added(deliveries, now));
        }
    }

    private void added(List<Deliveries.New> deliveries, Instant now) {
        Map<Channel, List<Deliveries.New>> byChannel =
                deliveries.stream().collect(Collectors.groupingBy(Deliveries.New::channel));
        byChannel.forEach((channel, some) -> {
            int late = (int) some.stream().filter(Deliveries.New::isOutOfDate).count();
            workers.count(channel.word(), DeliveryResult.Fate.EXPIRED, late);
            if (some.stream().anyMatch(one -> !one.isOutOfDate() && !one.due().isAfter(now))) {
                workers.wake(channel.word());
            }
        });
    }

    /** Makes deliveries due that wait for a user's quiet hours, which have just changed. */
    public void reconsider(Tx tx, UUID user, Instant now) {
        Set<Channel> due = Deliveries.reconsider(tx, user, now);
        tx.afterCommit(() -> due.forEach(channel -> workers.wake(channel.word())));
    }
}
