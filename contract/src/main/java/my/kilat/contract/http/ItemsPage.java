package my.kilat.contract.http;

import java.util.List;

/**
 * The envelope of {@link Items}: it repeats the pagination of the object, for clients that read it there.
 *
 * @param success always true
 * @param data the page as an object
 * @param pagination the position of this page
 */
public record ItemsPage<T>(boolean success, Items<T> data, Pagination pagination) {

    public static <T> ItemsPage<T> of(List<T> rows, Pagination pagination) {
        return new ItemsPage<>(true, Items.of(rows, pagination), pagination);
    }
}
