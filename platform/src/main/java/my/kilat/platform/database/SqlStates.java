package my.kilat.platform.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Classifies an exception by the SQLSTATE in its chain of causes. */
public final class SqlStates {
    private static final Set<String> DEADLOCK = Set.of("40P01", "40001");

    private SqlStates() {}

    /** The innermost SQLSTATE, if any. */
    public static Optional<String> of(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql.getSQLState();
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * The failure of the server, by the innermost exception that reports one; empty if the statement itself is at fault.
     */
    public static Optional<ServerFailure> serverFailure(Throwable failure) {
        ServerFailure found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                ServerFailure here = ServerFailure.of(sql);
                found = here == null ? found : here;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether the database reports a {@link ServerFailure}: the same statement may be retried later. */
    public static boolean isAway(Throwable failure) {
        return serverFailure(failure).isPresent();
    }

    /** Whether the database reports what other statements would meet as well, so that trying the next row is in vain. */
    public static boolean concernsEverything(Throwable failure) {
        return serverFailure(failure).filter(ServerFailure::concernsEverything).isPresent();
    }

    /** Whether a deadlock or a conflict between transactions ended this one. */
    public static boolean isDeadlock(Throwable failure) {
        return of(failure).filter(DEADLOCK::contains).isPresent();
    }

    /** Whether the unique constraint of this name was violated. */
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
