package my.kilat.platform.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Sets no time limit in each transaction, because a pooler does not keep session settings. Only the wait for a lock is
 * limited: whoever needs the table later queues behind it, for as long as {@code pg_dump} takes.
 */
final class MigrationLimits extends BaseCallback {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT.toMillis() + "'");
        } catch (SQLException e) {
            throw new FlywayException("the time limits of a migration cannot be set", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "migration-limits";
    }
}
