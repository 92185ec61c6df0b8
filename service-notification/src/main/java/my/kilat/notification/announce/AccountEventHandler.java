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
 * Applies account events. There is no order between topics: the first booking event of a user may come before the event of the
 * account. Notifications that were only put into the inbox meanwhile are delivered once the addresses of the account are
 * known.
 */
public final class AccountEventHandler {
    /** The greatest age of a notification that is delivered then. */
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

    /**
     * All account events, without recording them in the inbox table: the highest version wins, so a repeated event changes
     * nothing.
     */
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
