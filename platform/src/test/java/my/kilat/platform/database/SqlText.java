package my.kilat.platform.database;

/** The text of a statement, for tests that look at its plan. */
public final class SqlText {
    private SqlText() {}

    /** The text as PREPARE takes it: {@code $1}, {@code $2} and so on, one for each place of a parameter. */
    public static String numbered(Sql sql) {
        StringBuilder text = new StringBuilder();
        int parameters = 0;
        for (char c : sql.positional().toCharArray()) {
            if (c == '?') {
                text.append('$').append(++parameters);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
