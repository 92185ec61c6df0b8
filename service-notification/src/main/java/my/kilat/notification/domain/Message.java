package my.kilat.notification.domain;

import java.util.UUID;

/**
 * What a provider is handed.
 *
 * @param notificationId the same again when it is handed over again
 * @param address token of a device, phone number or mail address
 * @param name of the recipient, empty when unknown
 * @param title title of a push message, subject of a mail; an SMS shows none
 * @param text for people, plain
 * @param html the same as a page; empty except for mail
 */
public record Message(UUID notificationId, String address, String name, String title, String text, String html) {

    /** A message with this content. */
    public static Message of(UUID notificationId, Address address, String name, Content content) {
        return new Message(notificationId, address.text(), name, content.title(), content.text(), content.html());
    }

    /** Without what identifies a person. */
    @Override
    public String toString() {
        return "Message[" + notificationId + "]";
    }
}
