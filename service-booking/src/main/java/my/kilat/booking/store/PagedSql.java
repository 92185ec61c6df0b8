package my.kilat.booking.store;

import my.kilat.platform.database.Sql;
import my.kilat.platform.page.PageRequest;

/**
 * The statements of one list of bookings, newest first. Both return a page and, in {@code total}, the size of the whole list; their
 * parameters are the same.
 *
 * @param near reads the rows in the order of an index, and so also those that it skips
 * @param far for pages further down: skips entries of the index alone, and then reads the rows of the page by their keys
 * @param rows what follows {@code from}: bookings as {@code b}
 * @param ids the same with at least their {@code id} and {@code created_at}
 */
record PagedSql(Sql near, Sql far, String rows, String ids) {
    /** From so many skipped rows on, reading the rows of a page once more by key costs less than reading those that are skipped. */
    private static final int FAR = 200;

    private static final String NEWEST_FIRST = " order by b.created_at desc, b.id desc";
    private static final String PAGE = NEWEST_FIRST + " limit :limit offset :offset";

    /**
     * A list.
     *
     * @param total an expression for its size
     */
    static PagedSql of(String total, String rows, String ids) {
        String select = "select " + BookingRow.COLUMNS + ", " + total + " as total from ";
        return new PagedSql(
                Sql.of(select + rows + PAGE).plannedOnce(),
                Sql.of(select + "(select b.id from " + ids + PAGE + ") as page " + BookingRow.byId("page")
                                + NEWEST_FIRST + " /* bounded: the rows of a page */")
                        .plannedOnce(),
                rows,
                ids);
    }

    /** The same list, whose size is known. */
    PagedSql withTotal(int total) {
        return withTotal("cast(" + total + " as bigint)");
    }

    /** The same list, whose size is found in another way. */
    PagedSql withTotal(String total) {
        return of(total, rows, ids);
    }

    Sql at(PageRequest page) {
        return page.offset() < FAR ? near : far;
    }
}
