package my.kilat.notification.domain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import my.kilat.contract.notification.Notification;
import my.kilat.platform.failure.Failure;

/**
 * A position in an inbox: after the notification of this time and id. New ones are added before it, so what follows it stays
 * the same. To clients it is opaque.
 *
 * @param createdAt in microseconds, the precision of the database
 */
public record Cursor(Instant createdAt, UUID id) {
    private static final int BYTES = 24;

    /** The position before all notifications. */
    public static final Cursor TOP = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** The position after a notification. */
    public static Cursor behind(Notification notification) {
        return new Cursor(notification.createdAt(), notification.id());
    }

    /**
     * Parses the result of {@link #word}.
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
            // not one of ours: refused below
        }
        throw new Failure.Invalid("cursor must be a next_cursor as it was given");
    }

    /** The encoded form for clients. */
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
