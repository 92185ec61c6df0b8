package my.kilat.notification.domain;

import java.util.Set;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.NotificationStatus;

/**
 * How far a notification got beyond the inbox.
 *
 * @param open channels that are still being tried, or wait for the end of quiet hours
 * @param sent channels that took it
 * @param failed channels that did not, for good
 */
public record Progress(Set<Channel> open, Set<Channel> sent, Set<Channel> failed) {

    /** Sent, too, when there was nothing to try: it is in the inbox. */
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
