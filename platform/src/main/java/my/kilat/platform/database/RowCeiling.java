package my.kilat.platform.database;

/**
 * How many rows a statement may return. Each statement states a bound of its own, as a LIMIT or a key; this ceiling is
 * checked as well: a statement that returns more rows fails before they fill the memory.
 */
public final class RowCeiling {
    /** For every statement that does not set another with {@link Sql#upTo}. */
    public static final int ROWS = 10_000;

    private RowCeiling() {}

    static TooManyRowsException exceeded(int ceiling) {
        return new TooManyRowsException("a statement brought more than " + ceiling + " rows");
    }

    /** A statement returned more rows than it may; it needs a LIMIT. */
    public static final class TooManyRowsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRowsException(String message) {
            super(message);
        }
    }
}
