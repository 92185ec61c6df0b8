package my.kilat.platform.page;

/**
 * Which page of a list is wanted.
 *
 * @param page from 1 to {@value #LAST_PAGE}
 * @param limit rows a page, 1 and up
 */
public record PageRequest(int page, int limit) {
    /** How many rows a list counts and shows by page numbers at most, so that a page never costs more than that. */
    public static final int REACH = 100_000;

    /** The highest page number, so that an offset stays far within a long. */
    public static final int LAST_PAGE = 1_000_000;

    /** Whether it lies beyond the rows that a list counts and shows; there is nothing to be read then. */
    public boolean isBeyondReach() {
        return offset() >= REACH;
    }

    /** Rows to pass over. */
    public long offset() {
        return (page - 1L) * limit;
    }
}
