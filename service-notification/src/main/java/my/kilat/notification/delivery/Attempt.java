package my.kilat.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.RetryPolicy;

/** One attempt at a delivery: one message for each address; of the devices, for those that have not received it. */
final class Attempt {
    private final ClaimedDelivery delivery;
    private final List<To> messages;

    private record To(Address address, Message message) {
        /** The id of the device; empty for an address of the account. */
        Optional<Long> device() {
            return address instanceof Address.OfDevice(Device device) ? Optional.of(device.id()) : Optional.empty();
        }
    }

    private Attempt(ClaimedDelivery delivery, List<To> messages) {
        this.delivery = delivery;
        this.messages = messages;
    }

    static Attempt at(ClaimedDelivery delivery, DeliveryChannel channel) {
        String name = delivery.recipient().name();
        Content content = channel.content(Objects.requireNonNull(delivery.template()), delivery.variables(), name);
        return new Attempt(
                delivery,
                channel.addresses(delivery.recipient()).stream()
                        .map(address -> new To(address, Message.of(delivery.notificationId(), address, name, content)))
                        .toList());
    }

    List<Message> messages() {
        return messages.stream().map(To::message).toList();
    }

    /** The devices that are no longer registered. */
    List<Long> gone(List<Outcome> outcomes) {
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Gone) {
                messages.get(i).device().ifPresent(gone::add);
            }
        }
        return gone;
    }

    /**
     * The result of the attempt. While one of several messages may still be accepted, the delivery is retried for that one; it
     * ends as sent if any of them was accepted.
     *
     * @param outcomes one for each message
     * @param next when to retry if the provider could not be reached
     */
    DeliveryResult judge(List<Outcome> outcomes, RetryPolicy policy, Instant now, Instant next) {
        Set<Long> reached = new LinkedHashSet<>(delivery.reached());
        boolean sent = !reached.isEmpty();
        String refused = "";
        String unavailable = "";
        String away = "";
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Sent() -> {
                    sent = true;
                    messages.get(i).device().ifPresent(reached::add);
                }
                case Outcome.Refused(String why) -> refused = why;
                case Outcome.Gone(String why) -> refused = why;
                case Outcome.Unavailable(String why) -> unavailable = why;
                case Outcome.Away(String why) -> away = why;
            }
        }
        List<Long> have = List.copyOf(reached);
        Optional<Duration> pause = unavailable.isEmpty() ? Optional.empty() : policy.pauseAfter(delivery.attempts());
        Optional<Instant> retry = pause.flatMap(usual -> policy.retryAt(now, usual, delivery.validUntil()));
        if (retry.isPresent()) {
            return delivery.result(DeliveryResult.Fate.RETRIED, retry.get(), unavailable)
                    .having(have);
        }
        if (!away.isEmpty()
                && !delivery.isOutOfDate(next)
                && now.isBefore(delivery.createdAt().plus(policy.patience()))) {
            return delivery.untried(DeliveryResult.Fate.WAITED, next, away).having(have);
        }
        String problem = List.of(unavailable, away, refused).stream()
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
        boolean couldBeTried = pause.isPresent() || !away.isEmpty();
        return delivery.result(sent ? DeliveryResult.Fate.SENT : end(couldBeTried), now, problem)
                .having(have);
    }

    /** The end of a delivery that nobody has accepted: one that could still be tried is out of date by then. */
    private DeliveryResult.Fate end(boolean couldBeTried) {
        return couldBeTried && delivery.validUntil() != null ? DeliveryResult.Fate.EXPIRED : DeliveryResult.Fate.FAILED;
    }
}
