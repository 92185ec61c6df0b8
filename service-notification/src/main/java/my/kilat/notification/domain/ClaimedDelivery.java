package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is this process's to try.
 *
 * @param template missing for one that only a newer version of this service knows
 * @param attempts including this one
 * @param reached the devices that have it
 * @param createdAt when the notification was made
 */
public record ClaimedDelivery(
        UUID notificationId,
        @Nullable Template template,
        Variables variables,
        int attempts,
        Recipient recipient,
        List<Long> reached,
        Instant createdAt) {

    /** The same for these devices only. */
    public ClaimedDelivery with(Predicate<Device> devices) {
        return new ClaimedDelivery(
                notificationId, template, variables, attempts, recipient.with(devices), reached, createdAt);
    }

    /** What became of this attempt. */
    public DeliveryResult result(DeliveryResult.Fate fate, Instant due, String problem) {
        return new DeliveryResult(notificationId, fate, attempts, due, problem, reached);
    }

    /** As if it had not been claimed: the attempt does not count. */
    public DeliveryResult untried(DeliveryResult.Fate fate, Instant due, String problem) {
        return new DeliveryResult(notificationId, fate, attempts - 1, due, problem, reached);
    }
}
