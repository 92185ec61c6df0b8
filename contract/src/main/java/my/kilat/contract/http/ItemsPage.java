package my.kilat.contract.http;

import java.util.List;

/**
 * The envelope of {@link Items}: the same figures stand in the object and beside it, for both kinds of reader.
 *
 * @param success always true
 * @param data the page as an object
 * @param pagination where this page stands
 */
public record ItemsPage<T>(boolean success, Items<T> data, Pagination pagination) {

    public static <T> ItemsPage<T> of(List<T> rows, Pagination pagination) {
        return new ItemsPage<>(true, Items.of(rows, pagination), pagination);
    }
}
