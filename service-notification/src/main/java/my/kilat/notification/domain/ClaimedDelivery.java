package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this process has claimed.
 *
 * @param template missing if only a newer version of this service knows it
 * @param attempts including this one
 * @param reached the devices that have received it
 * @param createdAt when the notification was created, or its delivery was asked for anew
 * @param validUntil from then on it is not sent any more; missing for what stays of use
 */
public record ClaimedDelivery(
        UUID notificationId,
        @Nullable Template template,
        Variables variables,
        int attempts,
        Recipient recipient,
        List<Long> reached,
        Instant createdAt,
        @Nullable Instant validUntil) {

    /** Whether it would be of no use at that moment. */
    public boolean isOutOfDate(Instant moment) {
        return validUntil != null && !moment.isBefore(validUntil);
    }

    /** A copy with only these devices. */
    public ClaimedDelivery with(Predicate<Device> devices) {
        return new ClaimedDelivery(
                notificationId, template, variables, attempts, recipient.with(devices), reached, createdAt, validUntil);
    }

    /** The result of this attempt. */
    public DeliveryResult result(DeliveryResult.Fate fate, Instant due, String problem) {
        return new DeliveryResult(notificationId, fate, attempts, due, problem, reached);
    }

    /** A result that does not count as an attempt. */
    public DeliveryResult untried(DeliveryResult.Fate fate, Instant due, String problem) {
        return new DeliveryResult(notificationId, fate, attempts - 1, due, problem, reached);
    }
}
