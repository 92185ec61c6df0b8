package my.kilat.platform.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with named parameters, as {@code :id}. It is meant to be a constant: the names are resolved once, at
 * construction, and not with each execution. A colon in a literal, a quoted identifier, a comment or a cast ({@code
 * ::uuid}) is left alone; an array slice between expressions needs spaces or parentheses around its colon, and
 * dollar-quoted text must not contain one.
 */
public final class Sql {
    /** Literals, quoted identifiers, comments and casts come first, so that a colon in them is no parameter. */
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/|::|:(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<position>\\?)",
            Pattern.DOTALL);

    /**
     * Statements that are sent together without BEGIN are one transaction, so this one makes the next one read-only without
     * a round trip of its own, and loses its effect afterwards. SET TRANSACTION would do the same, with a warning in the
     * server's log.
     */
    private static final String READ_ONLY = "select set_config('transaction_read_only', 'on', true);\n";

    private static final String READ_ONLY_PLANNED_ONCE = "select set_config('transaction_read_only', 'on', true),"
            + " set_config('plan_cache_mode', 'force_generic_plan', true);\n";

    private final String positional;
    private final boolean isPlannedOnce;
    private final String readOnly;
    private final Map<String, int[]> positions;
    private final int parameters;
    private final int ceiling;

    private Sql(String positional, boolean isPlannedOnce, Map<String, int[]> positions, int parameters, int ceiling) {
        this.positional = positional;
        this.isPlannedOnce = isPlannedOnce;
        this.readOnly = (isPlannedOnce ? READ_ONLY_PLANNED_ONCE : READ_ONLY) + positional;
        this.positions = positions;
        this.parameters = parameters;
        this.ceiling = ceiling;
    }

    /**
     * One statement, without a semicolon at its end.
     *
     * @throws IllegalArgumentException if it has a parameter without a name
     */
    public static Sql of(String text) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        int parameters = 0;
        StringBuilder positional = new StringBuilder(text.length());
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String name = token.group("name");
            if (token.group("position") != null) {
                throw new IllegalArgumentException("a parameter without a name in: " + text);
            }
            if (name == null) {
                token.appendReplacement(positional, Matcher.quoteReplacement(token.group()));
                continue;
            }
            token.appendReplacement(positional, "?");
            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(++parameters);
        }
        token.appendTail(positional);
        Map<String, int[]> positions = new LinkedHashMap<>();
        found.forEach((name, at) ->
                positions.put(name, at.stream().mapToInt(Integer::intValue).toArray()));
        return new Sql(positional.toString(), false, positions, parameters, RowCeiling.ROWS);
    }

    /** A copy that may return this many rows instead of {@link RowCeiling#ROWS}. */
    public Sql upTo(int rows) {
        return new Sql(positional, isPlannedOnce, positions, parameters, rows);
    }

    /**
     * A copy that is planned once in each session when it is used outside of a transaction. By default PostgreSQL plans a statement
     * at every call for as long as plans for any values seem dearer than those for the values at hand; it takes a limit or an
     * offset that it does not know for a tenth of the rows, so that a page of a long list is planned at every call. For statements whose
     * plan is the same whatever the values are, which a test has to show.
     */
    public Sql plannedOnce() {
        return new Sql(positional, true, positions, parameters, ceiling);
    }

    /** The statement with {@code ?} placeholders, for the driver. */
    String positional() {
        return positional;
    }

    /** The statement for use outside of a transaction: the server refuses changes. Its rows are the second result. */
    String readOnly() {
        return readOnly;
    }

    /** The number of {@code ?} placeholders. */
    int parameters() {
        return parameters;
    }

    int ceiling() {
        return ceiling;
    }

    /**
     * The positions of a parameter; the first {@code ?} is 1.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    int[] positions(String name) {
        int[] at = positions.get(name);
        if (at == null) {
            throw new IllegalArgumentException("no parameter :" + name + ", but " + positions.keySet());
        }
        return at;
    }

    @Override
    public String toString() {
        return positional;
    }
}
