package my.kilat.notification.message;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.delivery.DeliveryWorkers;
import my.kilat.notification.domain.QuietHoursChange;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.StoredMessage;
import my.kilat.notification.store.Messages;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/** What administrators do about messages and their recipients. */
public final class MessageActs {
    private final Channels channels;
    private final DeliveryWorkers workers;
    private final InstantSource clock;

    public MessageActs(Channels channels, DeliveryWorkers workers, InstantSource clock) {
        this.channels = channels;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Has a message sent again that failed or was dropped; one that waits stays as it is.
     *
     * @return what came of it, in words
     * @throws Failure.NotFound if there is no such message
     * @throws Failure.Unprocessable if it has been sent, is of no use any more, or would reach nobody
     */
    String resend(Tx tx, UUID id, Channel channel) {
        StoredMessage message = Messages.find(tx, id).orElseThrow(() -> new Failure.NotFound("Message", id));
        String by = " by " + channel.word();
        DeliveryState state = Messages.lockDelivery(tx, id, channel)
                .orElseThrow(() -> new Failure.Unprocessable(
                        "this message was never to be sent" + by + ": the recipient was not reached by it then"));
        if (state == DeliveryState.PENDING) {
            return "it waits to be sent" + by + " already";
        }
        if (state == DeliveryState.SENT) {
            throw new Failure.Unprocessable("it has been sent" + by + "; its provider takes each message once");
        }
        Recipient recipient = recipient(tx, message.userId());
        if (!recipient.wants(channel)) {
            throw new Failure.Unprocessable("the recipient has turned " + channel.word() + " off");
        }
        if (channels.get(channel).addresses(recipient).isEmpty()) {
            throw new Failure.Unprocessable("the recipient has no address" + by);
        }
        Instant now = clock.instant();
        Instant due = recipient.mayHear(message.template(), now);
        if (message.isOutOfDate(due)) {
            throw new Failure.Unprocessable("it is of no use any more, and not sent again");
        }
        Messages.resend(tx, id, channel, due, now);
        tx.afterCommit(() -> workers.wake(channel.word()));
        return by.strip() + ": " + state.word() + " before, now to be sent"
                + (due.isAfter(now) ? " after quiet hours" : "");
    }

    /**
     * Turns a channel of somebody on or off.
     *
     * @return the state before and now, in words
     * @throws Failure.NotFound if the recipient is unknown here
     */
    String setChannel(Tx tx, UUID user, Channel channel, boolean enabled) {
        boolean before = recipient(tx, user).wants(channel);
        Recipients.update(
                tx,
                user,
                new UpdatePreferencesRequest(Map.of(channel.flag(), enabled), null, null),
                new QuietHoursChange.None(),
                clock.instant());
        return channel.word() + ": " + onOrOff(before) + " before, " + onOrOff(enabled) + " now";
    }

    private static Recipient recipient(Tx tx, UUID user) {
        Recipient recipient = Recipients.reachable(tx, List.of(user)).get(user);
        if (recipient == null) {
            throw new Failure.NotFound("Recipient", user);
        }
        return recipient;
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }
}
