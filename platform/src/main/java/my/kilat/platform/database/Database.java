package my.kilat.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import my.kilat.platform.failure.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's own PostgreSQL database: a bounded connection pool, schema migrations, transactions.
 *
 * <p>Transactions run at READ COMMITTED. A transaction that changes an aggregate locks or updates its row first; that order
 * also keeps the events of one aggregate in order (see {@link my.kilat.platform.event.Outbox}).
 */
public final class Database implements Queries, AutoCloseable {
    /** The result of {@link #state} for a database that accepts writes. */
    public static final String OK = "ok";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final int ATTEMPTS_ON_DEADLOCK = 3;
    private static final Sql IS_READ_ONLY =
            Sql.of("select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as is_read_only");

    private static final Sql NOW = Sql.of("select clock_timestamp() as now");

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

    private final HikariDataSource pool;
    private final Connector connector;
    private final Object looking = new Object();
    private CompletableFuture<String> look = CompletableFuture.completedFuture(OK);

    private Database(HikariDataSource pool, Connector connector) {
        this.pool = pool;
        this.connector = connector;
    }

    /**
     * Connects, and migrates the schema or, with {@code DB_MIGRATE=false}, checks that it is up to date.
     *
     * @param service the short name of the service; its migrations are on the class path under {@code
     *     my/kilat/<service>/db}. Those of the platform itself run first and have a history of their own
     * @throws StartException in one sentence, if the database cannot be used or its schema is not up to date; at once if
     *     waiting does not help, else after {@code DB_START_WAIT}
     */
    public static Database open(DatabaseSettings settings, String service, MeterRegistry meters) {
        Preparation.Ready ready = new Preparation(settings, service).prepare(settings.migrate());
        return new Database(pool(ready.connector(), service, meters), ready.connector());
    }

    private static HikariDataSource pool(Connector connector, String service, MeterRegistry meters) {
        DatabaseSettings settings = connector.settings();
        HikariConfig config = new HikariConfig();
        config.setPoolName(service);
        config.setDataSource(new ConnectorSource(connector, Connector.Use.SERVICE));
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.setExceptionOverride(new ConnectionEviction());
        return new HikariDataSource(config);
    }

    /**
     * Migrates the schema of a service and opens no pool.
     *
     * @return the migrations that were run
     * @throws StartException in one sentence, if a migration cannot be run
     */
    public static Migrated migrate(DatabaseSettings settings, String service) {
        Preparation.Ready ready = new Preparation(settings, service).prepare(true);
        return new Migrated(ready.migrated(), ready.schema().version());
    }

    /**
     * The result of a migration.
     *
     * @param migrations number of migrations that were run
     * @param version of the service's own tables
     */
    public record Migrated(int migrations, String version) {}

    /**
     * Runs work in one transaction, which is committed when it returns and rolled back when it throws. If PostgreSQL ends
     * it because of a deadlock, it is run again, at most three times in all; so the work may have no effects outside the
     * database and {@link Tx#afterCommit}.
     */
    public <T extends @Nullable Object> T transact(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS_ON_DEADLOCK || !SqlStates.isDeadlock(e)) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #transact}, for work without a result. */
    public void run(Consumer<Tx> work) {
        transact(tx -> {
            work.accept(tx);
            return Boolean.TRUE;
        });
    }

    private <T extends @Nullable Object> T once(Function<Tx, T> work) {
        List<Tx> committed = new ArrayList<>(1);
        T result = committing(work, committed);
        committed.forEach(Tx::committed);
        return result;
    }

    /** The connection is returned to the pool before the after-commit actions run. */
    private <T extends @Nullable Object> T committing(Function<Tx, T> work, List<Tx> committed) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Tx tx = new Tx(connection);
            T result = commitOrRollBack(connection, tx, work);
            committed.add(tx);
            return result;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static <T extends @Nullable Object> T commitOrRollBack(Connection connection, Tx tx, Function<Tx, T> work)
            throws SQLException {
        boolean isCommitted = false;
        try {
            T result = work.apply(tx);
            tx.commit();
            isCommitted = true;
            return result;
        } finally {
            if (!isCommitted) {
                rollBack(connection);
            }
        }
    }

    /** If the rollback fails, the connection is closed, which ends the transaction as well. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("a transaction could not be rolled back", e);
        }
    }

    /**
     * Returns the rows of a query, which runs on a snapshot of its own. The server refuses every change, including one
     * hidden in a query, as by {@code for update}, which needs a transaction.
     *
     * @throws IllegalStateException if the statement would change something
     */
    @Override
    public <T> List<T> list(Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        try (Connection connection = pool.getConnection()) {
            return Execution.listReadOnly(connection, sql, values, reader);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /**
     * Runs one change in a transaction of its own, statement and commit in a single round trip, and returns the rows of its
     * {@code returning} clause. It is not run again after a deadlock.
     */
    public <T> List<T> autocommit(Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        try (Connection connection = pool.getConnection()) {
            return Execution.list(connection, sql, values, reader);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** The current time of the server. */
    public Instant now() {
        return first(NOW, _ -> {}, row -> row.time("now")).orElseThrow();
    }

    /**
     * {@code ok} if the database accepts writes, else the reason in a few words. Queries the server on a pooled connection,
     * for three seconds at most.
     */
    public String state() {
        try {
            return look().get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return connector.serverFailure().map(ServerFailure::words).orElse("does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "does not answer";
        }
    }

    /** Concurrent callers share one check. */
    private CompletableFuture<String> look() {
        synchronized (looking) {
            if (look.isDone()) {
                CompletableFuture<String> next = new CompletableFuture<>();
                look = next;
                Thread.ofVirtual().name("database-look").start(() -> next.complete(ask()));
            }
            return look;
        }
    }

    private String ask() {
        try (Connection connection = pool.getConnection()) {
            boolean isReadOnly = Execution.list(connection, IS_READ_ONLY, _ -> {}, row -> row.flag("is_read_only"))
                    .getFirst();
            if (isReadOnly) {
                pool.evictConnection(connection);
                return ServerFailure.READ_ONLY.words();
            }
            return OK;
        } catch (SQLException | RuntimeException e) {
            return SqlStates.serverFailure(e).map(ServerFailure::words).orElse("does not answer");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
