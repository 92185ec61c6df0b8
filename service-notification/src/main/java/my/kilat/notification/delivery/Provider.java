package my.kilat.notification.delivery;

import java.util.List;
import my.kilat.notification.domain.Message;

/** Somebody who brings messages to people by one channel. */
public interface Provider {
    /**
     * Hands messages over, several devices of one person as several messages; called outside of any transaction, and with the same message again when this process ended
     * before it could note what became of it.
     *
     * @return what became of each, in the order of the messages
     */
    List<Outcome> send(List<Message> messages);

    /** How many messages it should be handed at once; all of them are to be through well within {@link Courier#LEASE}. */
    int batch();
}
