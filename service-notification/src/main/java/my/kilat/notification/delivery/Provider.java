package my.kilat.notification.delivery;

import java.util.List;
import java.util.Optional;
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

    /** How it is simulated; empty for one that sends. */
    default Optional<Simulation> simulation() {
        return Optional.empty();
    }
}
