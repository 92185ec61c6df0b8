package my.kilat.notification.domain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import my.kilat.contract.notification.Notification;
import my.kilat.platform.failure.Failure;

/**
 * A place in an inbox: behind the notification of this time and id. New ones come in above it, so that what lies behind it
 * stays the same. Clients get it as a word without meaning.
 *
 * @param createdAt to the microsecond, as the database keeps it
 */
public record Cursor(Instant createdAt, UUID id) {
    private static final int BYTES = 24;

    /** Above everything. */
    public static final Cursor TOP = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** Behind a notification. */
    public static Cursor behind(Notification notification) {
        return new Cursor(notification.createdAt(), notification.id());
    }

    /**
     * Reads what {@link #word} has written.
     *
     * @throws Failure.Invalid if it is something else
     */
    public static Cursor of(String word) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
                if (!createdAt.isBefore(Instant.EPOCH) && !createdAt.isAfter(TOP.createdAt)) {
                    return new Cursor(createdAt, new UUID(buffer.getLong(), buffer.getLong()));
                }
            }
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            // not one of ours: told below
        }
        throw new Failure.Invalid("cursor must be a next_cursor as it was given");
    }

    /** The word for clients. */
    public String word() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }
}
