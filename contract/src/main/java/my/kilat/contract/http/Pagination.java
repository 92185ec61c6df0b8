package my.kilat.contract.http;

/**
 * The position of a page in its list.
 *
 * @param total rows in the whole list
 * @param page number of this page, from 1
 * @param limit rows per page at most
 * @param totalPages pages in all, 0 for an empty list
 */
public record Pagination(long total, int page, int limit, int totalPages) {

    /** Computes the number of pages; the last one may be partly filled. */
    public static Pagination of(long total, int page, int limit) {
        return new Pagination(total, page, limit, Math.toIntExact((total + limit - 1) / limit));
    }
}
