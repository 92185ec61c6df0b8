package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * How many rows a statement may bring. Each statement states a bound of its own; this is the net beneath them: a statement
 * that brings more fails, before it has filled the memory.
 */
public final class RowCeiling {
    /** For every statement that does not ask for another. */
    public static final int ROWS = 10_000;

    private static final String ATTRIBUTE = "kilat.row-ceiling";

    private RowCeiling() {}

    /** Sets another ceiling for one statement. */
    public static <S extends SqlStatement<S>> S of(S statement, int rows) {
        return statement.define(ATTRIBUTE, rows);
    }

    /** Watches over the statements of Jdbi. */
    static void install(Jdbi jdbi) {
        jdbi.setStatementBuilderFactory(_ -> new Rewindable());
        jdbi.getConfig(SqlStatements.class).addCustomizer(new Watch());
    }

    static TooManyRowsException exceeded(int ceiling) {
        return new TooManyRowsException("a statement brought more than " + ceiling + " rows");
    }

    /** A statement brought more rows than it may; it needs a limit of its own. */
    public static final class TooManyRowsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRowsException(String message) {
            super(message);
        }
    }

    /** All rows are in memory in either case; of these, they can be counted before they are read. */
    private static final class Rewindable extends DefaultStatementBuilder {
        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext context)
                throws SQLException {
            return context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()
                    ? super.create(connection, sql, context)
                    : connection.prepareStatement(sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        }
    }

    private static final class Watch implements StatementCustomizer {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            statement.setMaxRows(ceiling(context) + 1);
        }

        @Override
        public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            ResultSet rows = statement.getResultSet();
            if (rows == null || rows.getType() == ResultSet.TYPE_FORWARD_ONLY) {
                return;
            }
            int ceiling = ceiling(context);
            if (rows.absolute(ceiling + 1)) {
                throw exceeded(ceiling);
            }
            rows.beforeFirst();
        }

        private static int ceiling(StatementContext context) {
            return context.getAttribute(ATTRIBUTE) instanceof Integer rows ? rows : ROWS;
        }
    }
}
