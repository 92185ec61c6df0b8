package my.kilat.notification.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Sms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the messages of a channel to its provider. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final Channel channel;
    private final Provider provider;
    private final Counter parts;

    Handover(Channel channel, Provider provider, MeterRegistry meters) {
        this.channel = channel;
        this.provider = provider;
        this.parts = Counter.builder("kilat.notifications.sms.parts")
                .description("Text messages as the network counts them: a long one is several")
                .register(meters);
    }

    /** Hands messages over in portions; once the provider cannot be reached at all, the rest is not tried. */
    List<Outcome> send(List<Message> messages) {
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        boolean reached = true;
        for (int from = 0; from < messages.size(); from += provider.batch()) {
            List<Message> some = messages.subList(from, Math.min(messages.size(), from + provider.batch()));
            List<Outcome> ofSome = reached ? sendSome(some) : Collections.nCopies(some.size(), outcomes.getLast());
            reached = !ofSome.stream().allMatch(outcome -> outcome instanceof Outcome.Away);
            outcomes.addAll(ofSome);
        }
        countParts(messages, outcomes);
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

    private void countParts(List<Message> messages, List<Outcome> outcomes) {
        if (channel == Channel.SMS) {
            for (int i = 0; i < messages.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Sent) {
                    parts.increment(Sms.segments(messages.get(i).text()));
                }
            }
        }
    }
}
