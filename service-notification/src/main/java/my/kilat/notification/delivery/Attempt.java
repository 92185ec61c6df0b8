package my.kilat.notification.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import org.jspecify.annotations.Nullable;

/** One attempt at a delivery: one message, or for push one for each device that does not have it yet. */
final class Attempt {
    private final Deliveries.Claimed delivery;
    private final List<To> messages;

    /** A message and the device that it is for; none for a channel without devices. */
    private record To(@Nullable Device device, Message message) {}

    private Attempt(Deliveries.Claimed delivery, List<To> messages) {
        this.delivery = delivery;
        this.messages = messages;
    }

    static Attempt at(Deliveries.Claimed delivery, Channel channel) {
        Recipient recipient = delivery.recipient();
        List<To> messages = new ArrayList<>();
        if (channel == Channel.PUSH) {
            for (Device device : recipient.devices()) {
                messages.add(new To(device, message(delivery, channel, device.token())));
            }
        } else {
            messages.add(new To(
                    null, message(delivery, channel, recipient.address(channel).orElseThrow())));
        }
        return new Attempt(delivery, messages);
    }

    private static Message message(Deliveries.Claimed delivery, Channel channel, String address) {
        Template template = Objects.requireNonNull(delivery.template());
        Variables variables = delivery.variables();
        String name = delivery.recipient().name();
        String title = channel == Channel.EMAIL ? template.emailSubject(variables) : template.title();
        String text = channel == Channel.SMS ? template.sms(variables) : template.push(variables);
        String html = channel == Channel.EMAIL ? template.emailHtml(variables, name) : "";
        return new Message(delivery.notificationId(), address, name, title, text, html);
    }

    List<Message> messages() {
        return messages.stream().map(To::message).toList();
    }

    /** The devices that exist no longer. */
    List<Long> gone(List<Outcome> outcomes) {
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Device device = messages.get(i).device;
            if (device != null && outcomes.get(i) instanceof Outcome.Gone) {
                gone.add(device.id());
            }
        }
        return gone;
    }

    /**
     * What comes of it. As long as one of several messages may still be taken, the delivery goes on, for that one; in the end
     * it is sent if any of them was.
     *
     * @param outcomes one for each message
     * @param next when to try again if the provider could not be reached
     */
    Deliveries.Result judge(List<Outcome> outcomes, RetryPolicy policy, Instant now, Instant next) {
        Set<Long> reached = new LinkedHashSet<>(delivery.reached());
        boolean sent = !reached.isEmpty();
        String refused = "";
        String unavailable = "";
        String away = "";
        for (int i = 0; i < outcomes.size(); i++) {
            Device device = messages.get(i).device;
            switch (outcomes.get(i)) {
                case Outcome.Sent() -> {
                    sent = true;
                    if (device != null) {
                        reached.add(device.id());
                    }
                }
                case Outcome.Refused(String why) -> refused = why;
                case Outcome.Gone(String why) -> refused = why;
                case Outcome.Unavailable(String why) -> unavailable = why;
                case Outcome.Away(String why) -> away = why;
            }
        }
        List<Long> have = List.copyOf(reached);
        Instant retry = unavailable.isEmpty()
                ? null
                : policy.pauseAfter(delivery.attempts()).map(now::plus).orElse(null);
        if (retry != null) {
            return delivery.result(Deliveries.Fate.RETRIED, retry, unavailable).having(have);
        }
        if (!away.isEmpty() && now.isBefore(delivery.createdAt().plus(policy.patience()))) {
            return delivery.untried(Deliveries.Fate.WAITED, next, away).having(have);
        }
        String problem = List.of(unavailable, away, refused).stream()
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
        return delivery.result(sent ? Deliveries.Fate.SENT : Deliveries.Fate.FAILED, now, problem)
                .having(have);
    }
}
