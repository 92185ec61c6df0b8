package my.kilat.platform.page;

import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is sorted by time and id, the latest first: the rows behind it are those before this time, and of this
 * time those of a lower id. Its text is {@code time_id}, which a reader returns as it got it.
 */
public record Cursor(Instant at, UUID id) {
    /** In front of every row. */
    public static final Cursor BEGINNING = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    private static final char BETWEEN = '_';

    /**
     * Parses the text of a cursor; null is {@link #BEGINNING}.
     *
     * @throws Failure.Invalid if it is none
     */
    public static Cursor parse(@Nullable String text) {
        if (text == null) {
            return BEGINNING;
        }
        int end = Math.max(0, text.indexOf(BETWEEN));
        try {
            return new Cursor(Times.parse(text.substring(0, end)), Ids.parse(text.substring(end + 1)));
        } catch (IllegalArgumentException | Failure.Invalid e) {
            throw new Failure.Invalid("the cursor is not the next of a page");
        }
    }

    @Override
    public String toString() {
        return at.toString() + BETWEEN + id;
    }
}
