package my.kilat.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** What went wrong in the database, told by the SQLSTATE that hides somewhere in a chain of causes. */
public final class SqlStates {
    /** The server is starting, stopping, out of connections, or lost us on the way. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "58000");

    private static final Set<String> DEADLOCK = Set.of("40P01", "40001");

    private SqlStates() {}

    /** The innermost SQLSTATE, if there is any. */
    public static Optional<String> of(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql.getSQLState();
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether the database itself is away or overloaded, which time heals and repeating does not harm. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08") || AWAY.contains(state)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two transactions stood in each other's way and this one was ended. */
    public static boolean isDeadlock(Throwable failure) {
        return of(failure).filter(DEADLOCK::contains).isPresent();
    }

    /** Whether a unique constraint of this name refused a row. */
    public static boolean isDuplicate(Throwable failure, String constraint) {
        return of(failure).filter("23505"::equals).isPresent() && chainMentions(failure, "\"" + constraint + "\"");
    }

    private static boolean chainMentions(Throwable failure, String text) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException
                    && String.valueOf(cause.getMessage()).contains(text)) {
                return true;
            }
        }
        return false;
    }
}
