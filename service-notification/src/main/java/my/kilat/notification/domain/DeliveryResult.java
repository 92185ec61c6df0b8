package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What becomes of a delivery that was claimed.
 *
 * @param attempts made so far
 * @param due when to try again, for one that is to be tried again
 * @param problem what went wrong, empty for nothing
 * @param reached the devices that have it
 */
public record DeliveryResult(
        UUID notificationId, Fate fate, int attempts, Instant due, String problem, List<Long> reached) {

    /** What became of an attempt. */
    public enum Fate {
        SENT("sent"),
        /** For good. */
        FAILED("failed"),
        /** The provider could not take it; it is tried again after a pause. */
        RETRIED("pending"),
        /** The provider could not be reached; that is not counted. */
        WAITED("pending"),
        /** It waits for the end of quiet hours, or for a version of this service that knows its words. */
        DEFERRED("pending"),
        /** The recipient has turned the channel off meanwhile. */
        DROPPED("dropped");

        private final String state;

        Fate(String state) {
            this.state = state;
        }

        /** The state of the delivery from now on. */
        public String state() {
            return state;
        }
    }

    /** The same, with the devices that have it. */
    public DeliveryResult having(List<Long> devices) {
        return new DeliveryResult(notificationId, fate, attempts, due, problem, devices);
    }
}
