package my.kilat.notification.domain;

import java.util.UUID;

/**
 * A message for a provider.
 *
 * @param notificationId the same when the message is sent again
 * @param address token of a device, phone number or mail address
 * @param name of the recipient, empty when unknown
 * @param title title of a push message, subject of a mail; not used for SMS
 * @param text plain text for people
 * @param html the text as a page; empty except for mail
 */
public record Message(UUID notificationId, String address, String name, String title, String text, String html) {

    /** A message with this content. */
    public static Message of(UUID notificationId, Address address, String name, Content content) {
        return new Message(notificationId, address.text(), name, content.title(), content.text(), content.html());
    }

    /** Omits personal data. */
    @Override
    public String toString() {
        return "Message[" + notificationId + "]";
    }
}
