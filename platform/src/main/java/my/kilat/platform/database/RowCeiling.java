package my.kilat.platform.database;

/**
 * The largest number of rows that a statement may return. Each statement states a bound of its own, such as a LIMIT or a
 * key; this ceiling is checked as well, so that a statement which returns more rows fails before they fill the memory.
 */
public final class RowCeiling {
    /** The default, unless {@link Sql#upTo} sets another. */
    public static final int ROWS = 10_000;

    private RowCeiling() {}

    static TooManyRowsException exceeded(int ceiling) {
        return new TooManyRowsException("a statement brought more than " + ceiling + " rows");
    }

    /** A statement returned more rows than allowed; it needs a LIMIT. */
    public static final class TooManyRowsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRowsException(String message) {
            super(message);
        }
    }
}
