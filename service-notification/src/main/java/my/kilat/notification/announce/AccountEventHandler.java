package my.kilat.notification.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.AccountEvent;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.Couriers;
import my.kilat.notification.delivery.Deliveries;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.recipient.Recipients;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/**
 * Applies account events. There is no order between topics: the event of somebody's first booking may come before that of
 * their account. What was put only into their inbox in the meantime is sent by SMS and mail once their addresses are known.
 */
public final class AccountEventHandler {
    /** Older notifications are not sent any more. */
    private static final Duration CAUGHT_UP = Duration.ofMinutes(15);

    private static final int MOST = 1000;
    private static final Set<Channel> OF_THE_ACCOUNT = EnumSet.of(Channel.SMS, Channel.EMAIL);

    private static final Sql WAITING = Sql.of("""
            select n.id, n.user_id from notification n
            where n.user_id = any(:users) and n.created_at > :since
            order by n.created_at limit :most""");

    private final Recipients recipients;
    private final Couriers couriers;
    private final InstantSource clock;

    public AccountEventHandler(Recipients recipients, Couriers couriers, InstantSource clock) {
        this.recipients = recipients;
        this.couriers = couriers;
        this.clock = clock;
    }

    private record Waiting(UUID notification, UUID user) {}

    /** Every account; no inbox, since the state of the highest version wins and an event that comes again changes nothing. */
    public Subscription<AccountEvent> subscription() {
        return Subscription.of(ConsumerGroup.NOTIFICATION_ACCOUNTS).onRepeatable(AccountUpdated.class, this::apply);
    }

    private void apply(Tx tx, List<Delivery<AccountUpdated>> deliveries) {
        List<UUID> strangers =
                recipients.learn(tx, deliveries.stream().map(Delivery::event).toList());
        if (!strangers.isEmpty()) {
            catchUp(tx, strangers);
        }
    }

    private void catchUp(Tx tx, List<UUID> users) {
        Instant now = clock.instant();
        List<Waiting> waiting = tx.list(
                WAITING,
                arguments -> arguments
                        .uuids("users", users, id -> id)
                        .time("since", now.minus(CAUGHT_UP))
                        .number("most", MOST),
                row -> new Waiting(row.uuid("id"), row.uuid("user_id")));
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Recipient> reachable = Recipients.reachable(tx, users);
        List<Deliveries.New> toDeliver = new ArrayList<>();
        for (Waiting one : waiting) {
            Recipient recipient = reachable.get(one.user);
            if (recipient != null) {
                for (Channel channel : recipient.usableChannels()) {
                    if (OF_THE_ACCOUNT.contains(channel)) {
                        toDeliver.add(new Deliveries.New(one.notification, channel, recipient.mayHearAt(now)));
                    }
                }
            }
        }
        if (!toDeliver.isEmpty()) {
            Deliveries.add(tx, toDeliver, now);
            tx.afterCommit(couriers::wake);
        }
    }
}
