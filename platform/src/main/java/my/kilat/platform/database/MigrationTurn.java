package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import my.kilat.platform.failure.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes instances that start together migrate one after the other. Flyway's own lock exists only once its history table
 * does; two instances that create it at once fail. The lock is held by a transaction, so it ends with the process that
 * holds it, also behind a pooler.
 */
final class MigrationTurn {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationTurn.class);

    /** The key of the advisory lock; an arbitrary number that nothing else uses. */
    private static final long LOCK = 0x6b696c6174L;

    private static final String HOLDER = """
            select a.pid, coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'local'), a.state
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.classid = ? and l.objid = ? and l.objsubid = 1
              and l.database = (select oid from pg_database where datname = current_database())
            limit 1""";

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

    private final Connector connector;
    private final DatabaseSettings settings;

    MigrationTurn(Connector connector) {
        this.connector = connector;
        this.settings = connector.settings();
    }

    /** Work during which this instance holds the migration lock. */
    @FunctionalInterface
    interface Work {
        /** Runs the migrations and returns their number. */
        int run() throws SQLException;
    }

    /**
     * Waits for the lock, then migrates.
     *
     * @throws StartException if another instance holds the lock for too long, or the connection is lost
     */
    int take(Work migration) {
        try (Connection turn = connector.connect(Connector.Use.MIGRATION);
                Statement statement = turn.createStatement()) {
            turn.setAutoCommit(false);
            await(turn);
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local idle_in_transaction_session_timeout = 0");
            int result = migration.run();
            turn.rollback();
            return result;
        } catch (SQLException e) {
            throw new StartException(ConnectFailure.of(settings, e).sentence(), e);
        }
    }

    private void await(Connection turn) throws SQLException {
        long began = System.nanoTime();
        long said = began - BETWEEN_WORDS.toNanos();
        while (!tryLock(turn)) {
            if (System.nanoTime() - began > settings.migrateWait().toNanos()) {
                throw new StartException("another instance has been changing the tables of " + settings.name()
                        + " for " + settings.migrateWait().toSeconds() + " s: " + holder(turn)
                        + "; wait for it, or end it with pg_terminate_backend");
            }
            if (System.nanoTime() - said >= BETWEEN_WORDS.toNanos()) {
                LOG.info("waits for another instance that changes the tables of {}: {}", settings.name(), holder(turn));
                said = System.nanoTime();
            }
            // Ends the transaction, so that it holds back no snapshot.
            turn.rollback();
            pause();
        }
    }

    private static boolean tryLock(Connection turn) throws SQLException {
        try (PreparedStatement statement = turn.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static String holder(Connection turn) throws SQLException {
        try (PreparedStatement statement = turn.prepareStatement(HOLDER)) {
            statement.setLong(1, LOCK >>> 32);
            statement.setLong(2, LOCK & 0xffff_ffffL);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? "process " + row.getInt(1) + " of " + row.getString(2) + " from " + row.getString(3) + ", "
                                + row.getString(4)
                        : "it has just ended";
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while another instance changes the tables of " + settings.name(), e);
        }
    }
}
