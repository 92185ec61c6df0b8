package my.kilat.notification.delivery;

import java.util.List;
import my.kilat.notification.domain.Message;

/** Transmits the messages of one channel. */
public interface Provider {
    /**
     * Sends messages: for a recipient with several devices, one for each. It is called outside of any transaction, and again
     * with the same message if the process died before the outcome was stored.
     *
     * @return the outcome of each, in the order of the messages
     */
    List<Outcome> send(List<Message> messages);

    /** The largest number of messages per call; sending them must take far less than the {@link Lane#lease}. */
    int batch();

    /** Whether it keeps messages in {@code outgoing_message} instead of sending them. */
    default boolean isSimulated() {
        return false;
    }

    /** Whether a simulated one has been told not to answer. */
    default boolean isAway() {
        return false;
    }

    /** Tells a simulated one whether to answer from now on. */
    default void setAway(boolean away) {
        throw new UnsupportedOperationException("this provider is real");
    }
}
