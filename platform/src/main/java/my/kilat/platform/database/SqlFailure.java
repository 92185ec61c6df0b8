package my.kilat.platform.database;

import java.sql.SQLException;

/** The database refused a statement; the cause holds the reason. */
final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
