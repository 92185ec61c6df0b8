package my.kilat.notification.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.AccountEvent;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.notification.delivery.DeliveryScheduler;
import my.kilat.notification.recipient.Contacts;
import my.kilat.notification.store.Inbox;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/**
 * Applies account events. There is no order between topics: the event of somebody's first booking may come before that of
 * their account. What was put only into their inbox in the meantime is sent to the addresses of the account once they are known.
 */
public final class AccountEventHandler {
    /** Older notifications are not sent any more. */
    private static final Duration CAUGHT_UP = Duration.ofMinutes(15);

    private static final int MOST = 1000;

    private final Contacts contacts;
    private final DeliveryScheduler scheduler;
    private final InstantSource clock;

    public AccountEventHandler(Contacts contacts, DeliveryScheduler scheduler, InstantSource clock) {
        this.contacts = contacts;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Every account; no inbox, since the state of the highest version wins and an event that comes again changes nothing. */
    public Subscription<AccountEvent> subscription() {
        return Subscription.of(ConsumerGroup.NOTIFICATION_ACCOUNTS).onRepeatable(AccountUpdated.class, this::apply);
    }

    private void apply(Tx tx, List<Delivery<AccountUpdated>> deliveries) {
        List<UUID> strangers =
                contacts.learn(tx, deliveries.stream().map(Delivery::event).toList());
        if (!strangers.isEmpty()) {
            catchUp(tx, strangers);
        }
    }

    private void catchUp(Tx tx, List<UUID> users) {
        Instant now = clock.instant();
        scheduler.scheduleToAccounts(tx, Inbox.since(tx, users, now.minus(CAUGHT_UP), MOST), now);
    }
}
