package my.kilat.platform.socket;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One text frame on its way to a client.
 *
 * @param text one JSON object
 * @param state the state that it shows, for a frame that later ones of the same subject replace; null for any other
 * @param isReplaceable whether a later frame of the same kind serves as well: while a client does not read, the oldest of these
 *     are dropped
 */
public record Frame(String text, @Nullable Moment state, boolean isReplaceable) {
    /**
     * The state of a subject at a time. States of one subject are in this order, whatever order they come in.
     *
     * @param subject what the frame shows the state of, such as a trip
     * @param at when that was its state
     */
    public record Moment(UUID subject, Instant at) {
        /** Whether it is of the same subject, and older. */
        public boolean isBefore(@Nullable Moment other) {
            return other != null && subject.equals(other.subject) && at.isBefore(other.at);
        }
    }

    /** A frame that is never dropped. */
    public static Frame of(String text) {
        return new Frame(text, null, false);
    }

    /** A frame that later ones of its subject replace. */
    public static Frame of(String text, Moment state) {
        return new Frame(text, state, true);
    }

    /** A frame without an order among others, which may be dropped for a slow client. */
    public static Frame replaceable(String text) {
        return new Frame(text, null, true);
    }

    /** Whether both show the state of one subject, and this one the older. */
    boolean isOlderThan(@Nullable Frame other) {
        return state != null && other != null && state.isBefore(other.state);
    }
}
