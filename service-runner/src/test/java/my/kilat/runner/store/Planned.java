package my.kilat.runner.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlText;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;

/** A database of the runner service with many rows, whose plans are looked at. */
final class Planned implements AutoCloseable {
    private final Database database = Database.open(
            DatabaseSettings.from(TestService.environment(true, Map.of()), "runner"),
            "runner",
            new SimpleMeterRegistry());

    /** Filled by that script. */
    Planned(String script) {
        TestSql.execute(database, script);
    }

    /** The plan of a statement, with what its execution met. */
    String plan(Sql sql, String types, String values) {
        return plan("auto", sql, types, values);
    }

    /** @param mode a value of {@code plan_cache_mode} */
    String plan(String mode, Sql sql, String types, String values) {
        return SqlText.plan(database, mode, sql, types, values);
    }

    @Override
    public void close() {
        database.close();
    }
}
