package my.kilat.platform.page;

/**
 * The requested page of a list.
 *
 * @param page from 1 to {@value #LAST_PAGE}
 * @param limit rows per page, 1 and up
 */
public record PageRequest(int page, int limit) {
    /** The most rows of a list that are counted and shown by page numbers, which bounds the cost of a page. */
    public static final int REACH = 10_000;

    /** The highest page number, so that an offset stays far within a long. */
    public static final int LAST_PAGE = 1_000_000;

    /** Whether the page lies beyond {@link #REACH}; nothing is read then. */
    public boolean isBeyondReach() {
        return offset() >= REACH;
    }

    /** The number of rows to skip. */
    public long offset() {
        return (page - 1L) * limit;
    }
}
