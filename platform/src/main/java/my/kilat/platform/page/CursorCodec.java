package my.kilat.platform.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import my.kilat.platform.failure.Failure;

/**
 * Writes the places of one list as texts that are opaque to clients, and reads them again. A text ends with a digest of the place
 * and of the name of the list, so that one that was changed, or that is of another list, is refused and not answered with rows that
 * do not follow. The digest is no secret and guards nothing: which rows a caller may see is decided by the query.
 *
 * @param list a name of the list and of all that selects its rows: the caller, the filter
 */
public record CursorCodec(String list) {
    private static final int PLACE = 3 * Long.BYTES;
    private static final int DIGEST = Long.BYTES;

    /** The text of a place; of its time microseconds are kept, the precision of the database. */
    public String encode(Cursor place) {
        byte[] bytes = ByteBuffer.allocate(PLACE)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.at()))
                .putLong(place.id().getMostSignificantBits())
                .putLong(place.id().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(PLACE + DIGEST)
                        .put(bytes)
                        .put(digest(bytes))
                        .array());
    }

    /**
     * The place of a text.
     *
     * @throws Failure.Invalid if {@link #encode} of this list has not made it
     */
    public Cursor decode(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length == PLACE + DIGEST) {
            byte[] place = Arrays.copyOf(bytes, PLACE);
            if (Arrays.equals(digest(place), 0, DIGEST, bytes, PLACE, PLACE + DIGEST)) {
                ByteBuffer buffer = ByteBuffer.wrap(place);
                Instant at = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
                if (!at.isBefore(Instant.EPOCH) && !at.isAfter(Cursor.BEGINNING.at())) {
                    return new Cursor(at, new UUID(buffer.getLong(), buffer.getLong()));
                }
            }
        }
        throw new Failure.Invalid(
                "cursor has to be the next_cursor of a page of the same list with the same filter, or empty for the first page");
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] digest(byte[] place) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(list.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(place), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
