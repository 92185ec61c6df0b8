package my.kilat.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import my.kilat.platform.service.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's own PostgreSQL database: a bounded pool of connections, the schema brought up to date, transactions.
 *
 * <p>Transactions run at READ COMMITTED. Whoever changes an aggregate locks or updates its row first; that order is also
 * what keeps the events of one aggregate in order (see {@link my.kilat.platform.event.Outbox}).
 */
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS_ON_DEADLOCK = 3;

    /** Ends a statement that nobody waits for any more; the longest answer time of the platform is shorter. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** The key of the advisory lock that is held by the instance that migrates; any number that nobody else uses. */
    private static final long MIGRATION_LOCK = 0x6b696c6174L;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
        // Messages go to the log, and values do not belong there: they are names, addresses, tokens.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Connects and migrates.
     *
     * @param service the short name of the service; its migrations are on the class path under
     *     {@code my/kilat/<service>/db}, those of the platform itself are run first with a history of their own
     * @throws StartException in one sentence, if the database cannot be reached or its schema cannot be brought up to
     *     date
     */
    public static Database open(DatabaseSettings settings, String service, MeterRegistry meters) {
        awaitServer(settings);
        HikariConfig config = new HikariConfig();
        config.setPoolName(service);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.addDataSourceProperty("ApplicationName", "kilat-" + service);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("socketFactory", WatchedSockets.class.getName());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT_TIMEOUT.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        try {
            inTurn(settings, () -> {
                migrate(pool, "platform", "platform_schema_history");
                migrate(pool, service, "schema_history");
            });
            return new Database(pool);
        } catch (FlywayException | SQLException e) {
            pool.close();
            throw new StartException(explain(settings, e), e);
        }
    }

    /**
     * Instances that start together migrate one after the other. Flyway's own lock begins only once its history exists;
     * two that make it at once trip over each other.
     */
    private static void inTurn(DatabaseSettings settings, Runnable migration) throws SQLException {
        try (Connection turn = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = turn.createStatement()) {
            statement.execute("select pg_advisory_lock(" + MIGRATION_LOCK + ")");
            migration.run(); // the lock ends with the connection
        }
    }

    /** A server that is still starting is waited for; one that refuses us is not. */
    private static void awaitServer(DatabaseSettings settings) {
        long deadline = System.nanoTime() + settings.startWait().toNanos();
        while (true) {
            try (Connection connection =
                    DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (!SqlStates.isAway(e) || System.nanoTime() - deadline >= 0) {
                    throw new StartException(explain(settings, e), e);
                }
                LOG.info("waiting for the database at {}", settings);
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartException("interrupted while waiting for the database at " + settings, e);
            }
        }
    }

    private static void migrate(DataSource source, String owner, String history) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:my/kilat/" + owner + "/db")
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    private static String explain(DatabaseSettings settings, Exception e) {
        String state = SqlStates.of(e).orElse("");
        return switch (state) {
            case "3D000" ->
                "the database " + settings.name() + " does not exist on " + settings.host() + ":" + settings.port()
                        + "; infrastructure/infra/init-databases.sql creates it";
            case "28P01", "28000" -> "the database at " + settings + " refuses DB_USER / DB_PASSWORD";
            case "58P01", "0A000", "42704" ->
                "the database " + settings.name()
                        + " lacks an extension; install PostGIS (package postgresql-15-postgis-3)";
            default ->
                SqlStates.isAway(e)
                        ? "the database at " + settings
                                + " cannot be reached; check DB_HOST and DB_PORT, and that it runs"
                        : "the schema of " + settings.name() + " cannot be brought up to date: " + e.getMessage();
        };
    }

    /**
     * Runs work in one transaction, which is committed when it returns and rolled back when it throws. When PostgreSQL
     * ends it because of a deadlock, it is run again, at most three times in all: so it may have no effects but those in
     * the database and {@link Tx#afterCommit}.
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

    /** The connection is back in the pool before anything runs that was put off until after the commit. */
    private <T extends @Nullable Object> T committing(Function<Tx, T> work, List<Tx> committed) {
        try (Handle handle = jdbi.open()) {
            Tx tx = new Tx(handle);
            T result = handle.inTransaction(_ -> {
                T worked = work.apply(tx);
                tx.commit();
                return worked;
            });
            committed.add(tx);
            return result;
        }
    }

    /** Reads without a transaction of its own: one statement, one snapshot. */
    public <T extends @Nullable Object> T read(Function<Handle, T> query) {
        try (Handle handle = jdbi.open()) {
            return query.apply(handle);
        }
    }

    /** Whether it answers within two seconds. */
    public boolean answers() {
        try {
            return read(handle -> {
                try {
                    return handle.getConnection().isValid(2);
                } catch (SQLException e) {
                    return false;
                }
            });
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
