package my.kilat.notification.delivery;

import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;

/** A channel beyond the inbox: the addresses, the content and the provider of its messages. */
public interface DeliveryChannel {
    /** Its name on the wire and in the database. */
    Channel id();

    /**
     * The addresses of a recipient in this channel. Each gets a message of its own, and the delivery counts as sent once one
     * of them has accepted it.
     *
     * @return empty if there is none
     */
    List<Address> addresses(Recipient recipient);

    /**
     * The content of a message.
     *
     * @param name of the recipient, empty when unknown
     */
    Content content(Template template, Variables variables, String name);

    /** The provider of its messages; always the same one. */
    Provider provider();

    /** Whether a recipient has the channel enabled and an address in it. */
    default boolean reaches(Recipient recipient) {
        return recipient.wants(id()) && !addresses(recipient).isEmpty();
    }
}
