package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The result of a claimed delivery.
 *
 * @param attempts made so far
 * @param due when to retry, if it is to be retried
 * @param problem the error, empty for none
 * @param reached the devices that have received it
 */
public record DeliveryResult(
        UUID notificationId, Fate fate, int attempts, Instant due, String problem, List<Long> reached) {

    /** The result of an attempt. */
    public enum Fate {
        SENT("sent"),
        /** Failed for good. */
        FAILED("failed"),
        /** The provider could not accept it; it is retried after a pause. */
        RETRIED("pending"),
        /** The provider was unreachable; that does not count as an attempt. */
        WAITED("pending"),
        /** It waits for the end of quiet hours, or for a version of this service that knows its template. */
        DEFERRED("pending"),
        /** It is too late for it to be of use. */
        EXPIRED("dropped"),
        /** The recipient has disabled the channel meanwhile. */
        DROPPED("dropped");

        private final String state;

        Fate(String state) {
            this.state = state;
        }

        /** The new state of the delivery. */
        public String state() {
            return state;
        }
    }

    /** A copy with the devices that have received it. */
    public DeliveryResult having(List<Long> devices) {
        return new DeliveryResult(notificationId, fate, attempts, due, problem, devices);
    }
}
