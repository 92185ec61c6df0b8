package my.kilat.contract.http;

/**
 * The envelope of one page of a list that is read by cursor.
 *
 * @param success always true
 * @param data the rows of this page, or an object with them as {@code items}
 * @param pagination the position of this page
 */
public record CursorEnvelope<T>(boolean success, T data, CursorPagination pagination) {

    public static <T> CursorEnvelope<T> of(T data, CursorPagination pagination) {
        return new CursorEnvelope<>(true, data, pagination);
    }
}
