package my.kilat.notification.domain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification of one person because of one event.
 *
 * @param eventId of the envelope
 * @param recipient user id
 * @param usefulUntil from then on it is in the inbox alone; missing for what stays of use
 */
public record Announcement(
        UUID eventId,
        UUID recipient,
        UUID bookingId,
        Template template,
        Variables variables,
        @Nullable Instant usefulUntil) {

    /**
     * The notification's id. It is derived from the event and the recipient, so that a repeated event yields the same id; its
     * first half is the event's own, which increases with time, so that index inserts stay local.
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

    /** As it is in the inbox. */
    public StoredNotification stored() {
        return new StoredNotification(notificationId(), recipient, template, usefulUntil);
    }

    /** The text in the inbox. */
    public String text() {
        return template.text(variables);
    }
}
