package my.kilat.platform.database;

import java.util.List;
import my.kilat.platform.fixture.TestSql;

/** How PostgreSQL runs a statement, for tests that look at its plan. */
public final class SqlText {
    private SqlText() {}

    /**
     * What EXPLAIN ANALYZE says of a statement.
     *
     * @param mode a value of {@code plan_cache_mode}: whether the plan is one for the values at hand or for any
     * @param types of its parameters in the order in which they stand in the text, each as often as it stands there
     * @param values of the same, as literals
     */
    public static String plan(Database database, String mode, Sql sql, String types, String values) {
        return database.transact(tx -> {
            TestSql.execute(tx, "set local plan_cache_mode = " + mode);
            return plan(tx, sql, types, values);
        });
    }

    private static String plan(Tx tx, Sql sql, String types, String values) {
        tx.update(Sql.of("prepare explained" + inBrackets(types) + " as " + numbered(sql)), _ -> {});
        List<String> lines = tx.list(
                Sql.of("explain analyze execute explained" + inBrackets(values)),
                _ -> {},
                row -> row.text("QUERY PLAN"));
        tx.update(Sql.of("deallocate explained"), _ -> {});
        return String.join("\n", lines);
    }

    private static String inBrackets(String list) {
        return list.isEmpty() ? "" : "(" + list + ")";
    }

    /** The text as PREPARE takes it: {@code $1}, {@code $2} and so on, one for each place of a parameter. */
    private static String numbered(Sql sql) {
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
