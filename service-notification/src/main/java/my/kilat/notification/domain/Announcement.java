package my.kilat.notification.domain;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Something that one person is told because of one event.
 *
 * @param eventId of the envelope
 * @param recipient user id
 */
public record Announcement(UUID eventId, UUID recipient, UUID bookingId, Template template, Variables variables) {

    /**
     * The notification's id. It is made of the event and the recipient, so that telling somebody the same thing again
     * gives the same id; its first half is the event's own, which grows with time and keeps index pages together.
     */
    public UUID notificationId() {
        byte[] both = ByteBuffer.allocate(32)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .putLong(recipient.getMostSignificantBits())
                .putLong(recipient.getLeastSignificantBits())
                .array();
        return new UUID(
                eventId.getMostSignificantBits(), UUID.nameUUIDFromBytes(both).getLeastSignificantBits());
    }

    /** What stands in the inbox. */
    public String text() {
        return template.text(variables);
    }
}
