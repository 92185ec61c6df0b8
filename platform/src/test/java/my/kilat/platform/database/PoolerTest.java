package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.local.TestPooler;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PgBouncer, which gives each transaction another session: recognised, and with DB_POOLER=transaction good enough. */
class PoolerTest {
    @BeforeAll
    static void isThere() {
        Assumptions.assumeTrue(
                TestPooler.program().isPresent() || "true".equals(System.getenv("CI")), "no PgBouncer here");
    }

    private static Environment behind(TestPooler pooler, Map<String, String> more) {
        return TestService.environment(false, Map.of("DB_PORT", Integer.toString(pooler.port())))
                .with(more);
    }

    private static Database open(Environment environment) {
        return Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
    }

    private static final Map<String, String> TOLD = Map.of("DB_POOLER", "transaction");

    @Test
    void aPoolerThatRefusesStartUpParametersIsRecognisedAtOnce() {
        try (TestPooler pooler = TestServers.newPooler(TestServers.postgres(), Map.of())) {
            assertRefusedAtOnce(behind(pooler, Map.of()), "it refuses start-up parameters");
        }
    }

    @Test
    void aPoolerThatDropsStartUpParametersIsRecognisedAtOnce() {
        try (TestPooler pooler = TestServers.newPooler(
                TestServers.postgres(), Map.of("ignore_startup_parameters", "extra_float_digits,options"))) {
            assertRefusedAtOnce(behind(pooler, Map.of()), "it drops start-up parameters");
        }
    }

    @Test
    void aPoolerIsRecognisedByItsSessionsEvenWhereTheTimeLimitIsThere() {
        try (TestPooler pooler = TestServers.newPooler(
                TestServers.postgres(), Map.of("ignore_startup_parameters", "extra_float_digits,options"))) {
            Environment environment = behind(pooler, Map.of());
            admin(environment).run("alter database " + environment.text("DB_NAME") + " set statement_timeout = '30s'");
            assertRefusedAtOnce(environment, "each transaction gets another session");
        }
    }

    private static void assertRefusedAtOnce(Environment environment, String why) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> open(environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is a pooler: " + why)
                .hasMessageContaining("set DB_POOLER=transaction");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPoolerThatKeepsSessionsApartNeedsNoWord() {
        try (TestPooler pooler = TestServers.newPooler(
                        TestServers.postgres(),
                        Map.of("ignore_startup_parameters", "extra_float_digits,options", "pool_mode", "session"));
                Database database = openWithTimeLimit(behind(pooler, Map.of()))) {
            assertThat(database.state()).isEqualTo(Database.OK);
        }
    }

    private static Database openWithTimeLimit(Environment environment) {
        admin(environment).run("alter database " + environment.text("DB_NAME") + " set statement_timeout = '30s'");
        return open(environment);
    }

    private static PostgresAdmin admin(Environment environment) {
        return new PostgresAdmin(TestServers.postgres().server(), environment.text("DB_NAME"));
    }

    /** Three sessions for all of them, so that each transaction has another one than the one before. */
    @Test
    void manyShareFewSessions() throws Exception {
        try (TestPooler pooler = TestServers.newPooler(TestServers.postgres(), Map.of("default_pool_size", "3"));
                Database one = open(behind(pooler, TOLD))) {
            TestSql.execute(one, "create table counter (id integer primary key, hits integer not null)");
            TestSql.execute(one, "insert into counter select n, 0 from generate_series(0, 9) n");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> all = IntStream.range(0, 12)
                        .mapToObj(worker -> threads.submit(hits(one, worker)))
                        .toList();
                for (Future<Integer> each : all) {
                    assertThat(each.get()).isEqualTo(60);
                }
            }
            assertThat(one.first(Sql.of("select sum(hits) as hits from counter"), _ -> {}, row -> row.number("hits")))
                    .contains(12 * 60);
            assertThatThrownBy(() -> one.list(
                            Sql.of("update counter set hits = 0 returning id"), _ -> {}, row -> row.number("id")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("read-only transaction");
            assertThat(one.state()).isEqualTo(Database.OK);
        }
    }

    private static final Sql LOCK = Sql.of("select hits from counter where id = :id for update");
    private static final Sql HIT = Sql.of("update counter set hits = hits + 1 where id = :id");
    private static final Sql FIND = Sql.of("select id from counter where id = :id");

    private static Callable<Integer> hits(Database database, int worker) {
        return () -> {
            int done = 0;
            for (int i = 0; i < 60; i++) {
                int id = (worker + i) % 10;
                database.run(tx -> {
                    tx.first(LOCK, arguments -> arguments.number("id", id), row -> row.number("hits"));
                    tx.withCommit(HIT, arguments -> arguments.number("id", id));
                });
                done += database.list(FIND, arguments -> arguments.number("id", id), row -> row.number("id"))
                        .size();
            }
            return done;
        };
    }

    @Test
    void aStatementStillHasATimeLimit() throws SQLException {
        try (TestPooler pooler = TestServers.newPooler(TestServers.postgres(), Map.of());
                Connection connection = connection(behind(pooler, TOLD));
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isEqualTo(30);
            statement.setQueryTimeout(1);
            Throwable failure = catchThrowable(() -> statement.execute("select pg_sleep(20)"));
            assertThat(SqlStates.serverFailure(failure)).contains(ServerFailure.CONTENTION);
        }
    }

    private static Connection connection(Environment environment) throws SQLException {
        return new Connector(DatabaseSettings.from(environment, "notes"), "notes").connect(Connector.Use.SERVICE);
    }

    /** The lock of whoever migrates ends with it, although the session that it was in lives on. */
    @Test
    void nothingIsLeftBehindInASession() throws Exception {
        try (TestPooler pooler = TestServers.newPooler(TestServers.postgres(), Map.of())) {
            Environment environment = behind(pooler, TOLD);
            Connector connector = new Connector(DatabaseSettings.from(environment, "notes"), "notes");
            assertThatThrownBy(() -> new MigrationTurn(connector).take(() -> {
                        throw new IllegalStateException("dies");
                    }))
                    .hasMessage("dies");
            try (Database one = open(environment);
                    Database two = open(environment)) {
                assertThat(one.state()).isEqualTo(two.state()).isEqualTo(Database.OK);
            }
            assertThat(admin(environment).ask("select count(*) from pg_locks where locktype = 'advisory'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aPoolerThatDoesNotKnowTheDatabaseSaysSo() {
        try (TestPooler pooler = TestServers.newPooler(TestServers.postgres(), Map.of())) {
            assertThatThrownBy(() -> open(
                            behind(pooler, TOLD).with(Map.of("DB_NAME", "no_such_database", "DB_START_WAIT", "1s"))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("no_such_database cannot be reached")
                    .hasMessageContaining("the pooler cannot log in to PostgreSQL");
            assertThatThrownBy(() -> open(behind(pooler, TOLD).with("DB_PASSWORD", "wrong")))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("check DB_USER and DB_PASSWORD");
        }
    }
}
