package my.kilat.platform.page;

import java.util.List;
import java.util.function.Function;
import my.kilat.platform.failure.Failure;

/**
 * The requested page of a list that is read by cursor.
 *
 * @param codec of the cursors of the list
 * @param start the rows behind this place are wanted
 * @param limit rows per page, 1 and up
 */
public record CursorRequest(CursorCodec codec, Cursor start, int limit) {
    /**
     * Parses the text of a cursor; an empty one is the beginning.
     *
     * @param list as for {@link CursorCodec}
     * @throws Failure.Invalid if the text is no cursor of this list
     */
    public static CursorRequest of(String list, String text, int limit) {
        CursorCodec codec = new CursorCodec(list);
        return new CursorRequest(codec, text.isEmpty() ? Cursor.BEGINNING : codec.decode(text), limit);
    }

    /** How many rows to read: one more than the page has, which tells whether there is another page. */
    public int toRead() {
        return limit + 1;
    }

    /**
     * The page.
     *
     * @param found the first {@link #toRead} rows behind the start
     * @param place where a row is
     */
    public <T> CursorPage<T> page(List<T> found, Function<T, Cursor> place) {
        return CursorPage.of(found, limit, row -> codec.encode(place.apply(row)));
    }
}
