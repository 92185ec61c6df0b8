package my.kilat.contract.http;

import java.util.List;

/**
 * One page of a list as an object, the format in which the runner app reads its bookings and payments.
 *
 * @param items the rows of this page, perhaps none
 * @param page number of this page, from 1
 * @param limit rows per page at most
 * @param total rows in the whole list
 * @param totalPages pages in all, 0 for an empty list
 */
public record Items<T>(List<T> items, int page, int limit, long total, int totalPages) {

    public static <T> Items<T> of(List<T> rows, Pagination at) {
        return new Items<>(rows, at.page(), at.limit(), at.total(), at.totalPages());
    }
}
