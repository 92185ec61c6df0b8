package my.kilat.notification.delivery;

import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;

/** One way to reach people beyond the inbox: where its messages go, what they say, and which provider transmits them. */
public interface DeliveryChannel {
    /** Its name on the wire and in the database. */
    Channel id();

    /**
     * Where it reaches a recipient. Each address gets a message of its own, and the delivery counts as sent once one of them
     * has it.
     *
     * @return empty if it does not lead to them
     */
    List<Address> addresses(Recipient recipient);

    /**
     * What a message says.
     *
     * @param name of the recipient, empty when unknown
     */
    Content content(Template template, Variables variables, String name);

    /** Transmits its messages; always the same one. */
    Provider provider();

    /** Whether a recipient has left it on, and it leads to them. */
    default boolean reaches(Recipient recipient) {
        return recipient.wants(id()) && !addresses(recipient).isEmpty();
    }
}
