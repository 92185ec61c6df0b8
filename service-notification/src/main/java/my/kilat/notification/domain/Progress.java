package my.kilat.notification.domain;

import java.util.Set;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.NotificationStatus;

/**
 * The state of a notification's deliveries.
 *
 * @param open channels that are still being tried, or wait for the end of quiet hours
 * @param sent channels that accepted it
 * @param failed channels that failed for good
 */
public record Progress(Set<Channel> open, Set<Channel> sent, Set<Channel> failed) {

    /** Also sent if no channel was used: it is in the inbox. */
    public NotificationStatus status() {
        if (!open.isEmpty()) {
            return NotificationStatus.PENDING;
        }
        if (failed.isEmpty()) {
            return NotificationStatus.SENT;
        }
        return sent.isEmpty() ? NotificationStatus.FAILED : NotificationStatus.PARTIALLY_SENT;
    }
}
