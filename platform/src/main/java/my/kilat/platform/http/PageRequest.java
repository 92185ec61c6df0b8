package my.kilat.platform.http;

import java.util.Optional;
import my.kilat.contract.http.Pagination;

/**
 * Which page of a list is wanted.
 *
 * @param page from 1
 * @param limit rows a page, 1 and up
 */
public record PageRequest(int page, int limit) {
    /** How many rows a list counts and shows by page numbers at most, so that a page never costs more than that. */
    public static final int REACH = 100_000;

    /** Beyond this nobody turns pages, and an offset stays within an int. */
    private static final int LAST_PAGE = 1_000_000;

    /**
     * Reads {@code page} and {@code limit} as the contract wants it: whatever is missing, not a number or below 1 is the
     * default, and a limit above the cap is the cap.
     */
    public static PageRequest of(Optional<String> page, Optional<String> limit, int defaultLimit, int cap) {
        return new PageRequest(
                Math.min(LAST_PAGE, positive(page).orElse(1)),
                Math.min(cap, positive(limit).orElse(defaultLimit)));
    }

    private static Optional<Integer> positive(Optional<String> text) {
        return text.filter(value -> value.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .filter(value -> value >= 1)
                .map(value -> (int) Math.min(value, Integer.MAX_VALUE));
    }

    /** Whether it lies beyond the rows that a list counts and shows; there is nothing to be read then. */
    public boolean isBeyondReach() {
        return offset() >= REACH;
    }

    /** Rows to pass over. */
    public long offset() {
        return (page - 1L) * limit;
    }

    /** Where this page stands in a list of so many rows. */
    public Pagination in(long total) {
        return Pagination.of(total, page, limit);
    }
}
