package my.kilat.notification.delivery;

import java.util.List;
import my.kilat.notification.domain.Message;

/** Transmits the messages of one channel. */
public interface Provider {
    /**
     * Hands messages over: for a recipient with several devices, one for each. It is called outside of any transaction, and again
     * with the same message when the process died before the outcome was stored.
     *
     * @return what became of each, in the order of the messages
     */
    List<Outcome> send(List<Message> messages);

    /** How many messages it should be handed at once; all of them are to be through well within {@link DeliveryWorker#LEASE}. */
    int batch();
}
