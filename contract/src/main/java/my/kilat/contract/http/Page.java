package my.kilat.contract.http;

import java.util.List;

/**
 * The envelope of one page of a list.
 *
 * @param success always true
 * @param data the rows of this page, perhaps none
 * @param pagination the position of this page
 */
public record Page<T>(boolean success, List<T> data, Pagination pagination) {

    public static <T> Page<T> of(List<T> rows, Pagination pagination) {
        return new Page<>(true, rows, pagination);
    }
}
