package my.kilat.notification.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the messages of a channel to its provider. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final Channel channel;
    private final Provider provider;

    Handover(DeliveryChannel channel) {
        this.channel = channel.id();
        this.provider = channel.provider();
    }

    /** Sends messages in portions; once the provider is unreachable, the rest is not tried. */
    List<Outcome> send(List<Message> messages) {
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        boolean reached = true;
        for (int from = 0; from < messages.size(); from += provider.batch()) {
            List<Message> some = messages.subList(from, Math.min(messages.size(), from + provider.batch()));
            List<Outcome> ofSome = reached ? sendSome(some) : Collections.nCopies(some.size(), outcomes.getLast());
            reached = !ofSome.stream().allMatch(outcome -> outcome instanceof Outcome.Away);
            outcomes.addAll(ofSome);
        }
        return outcomes;
    }

    private List<Outcome> sendSome(List<Message> messages) {
        try {
            return provider.send(messages);
        } catch (RuntimeException e) {
            LOG.debug("the provider of {} failed", channel, e);
            return Collections.nCopies(messages.size(), new Outcome.Away(String.valueOf(e.getMessage())));
        }
    }
}
