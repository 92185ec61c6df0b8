package my.kilat.platform.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is read from a cursor on.
 *
 * @param items in the order of the list
 * @param next the cursor of the page behind it; null after the last row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CursorPage<T>(List<T> items, @Nullable String next) {
    /**
     * Cuts a page from rows of which one more was asked for than the page has.
     *
     * @param size rows of the page
     * @param cursor the cursor behind a row, a {@link Cursor} or its text
     */
    public static <T> CursorPage<T> of(List<T> found, int size, Function<T, ?> cursor) {
        if (found.size() <= size) {
            return new CursorPage<>(found, null);
        }
        List<T> items = found.subList(0, size);
        return new CursorPage<>(items, cursor.apply(items.getLast()).toString());
    }

    /** The same page of what is shown of its items. */
    public <S> CursorPage<S> map(Function<T, S> shown) {
        return new CursorPage<>(items.stream().map(shown).toList(), next);
    }
}
