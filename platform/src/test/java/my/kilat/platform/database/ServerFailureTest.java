package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure of the server is told from the fault of a statement. */
class ServerFailureTest {
    private static Environment environment;
    private static Database database;

    @BeforeAll
    static void open() {
        environment = TestService.environment(false, Map.of("DB_POOL_MAX", "4", "DB_POOL_WAIT", "300ms"));
        database = Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
        TestSql.execute(database, "create table thing (id integer primary key)");
        TestSql.execute(database, "insert into thing values (1)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** PostgreSQL itself raises each of them, and so each comes through driver, pool and Jdbi as it would in earnest. */
    @ParameterizedTest
    @CsvSource({
        "08000, CONNECTION_LOST",
        "08006, CONNECTION_LOST",
        "25006, READ_ONLY",
        "25P03, CONNECTION_LOST",
        "25P04, CONTENTION",
        "53000, OUT_OF_RESOURCES",
        "53100, OUT_OF_RESOURCES",
        "53200, OUT_OF_RESOURCES",
        "53300, NO_FREE_CONNECTION",
        "53400, OUT_OF_RESOURCES",
        "55P03, CONTENTION",
        "40001, CONTENTION",
        "40P01, CONTENTION",
        "57000, SHUTTING_DOWN",
        "57014, CONTENTION",
        "57P01, SHUTTING_DOWN",
        "57P02, SHUTTING_DOWN",
        "57P03, SHUTTING_DOWN",
        "57P04, MISCONFIGURED",
        "57P05, CONNECTION_LOST",
        "58000, SYSTEM_ERROR",
        "58030, SYSTEM_ERROR",
        "58P01, SYSTEM_ERROR",
        "XX001, SYSTEM_ERROR",
        "XX002, SYSTEM_ERROR",
        "28000, MISCONFIGURED",
        "28P01, MISCONFIGURED",
        "3D000, MISCONFIGURED",
        "3F000, MISCONFIGURED",
        "42P01, MISCONFIGURED",
        "42501, MISCONFIGURED",
        "26000, MISCONFIGURED",
        "42P05, MISCONFIGURED"
    })
    void statesOfAServerFailure(String state, ServerFailure expected) {
        assertThat(SqlStates.serverFailure(raised(state))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"23505", "23503", "23514", "22001", "22P02", "21000", "42601", "42703", "P0001", "XX000", "54000"})
    void statesOfAFaultOfOnesOwn(String state) {
        assertThat(SqlStates.serverFailure(raised(state))).isEmpty();
    }

    private static Throwable raised(String state) {
        Throwable failure = failureOf(tx -> TestSql.execute(
                tx, "do $$ begin raise exception 'on purpose' using errcode = '" + state + "'; end $$"));
        assertThat(SqlStates.of(failure)).contains(state);
        return failure;
    }

    private static Throwable failureOf(java.util.function.Consumer<Tx> work) {
        Throwable failure = catchThrowable(() -> database.run(tx -> work.accept(tx)));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void aTransactionThatMayOnlyRead() {
        assertThat(SqlStates.serverFailure(failureOf(tx -> {
                    TestSql.execute(tx, "set transaction read only");
                    TestSql.execute(tx, "insert into thing values (2)");
                })))
                .contains(ServerFailure.READ_ONLY);
    }

    @Test
    void aLockThatIsNotHadInTime() {
        database.run(holder -> {
            TestSql.execute(holder, "lock table thing");
            assertThat(SqlStates.serverFailure(failureOf(tx -> {
                        TestSql.execute(tx, "set local lock_timeout = '20ms'");
                        TestSql.execute(tx, "insert into thing values (2)");
                    })))
                    .contains(ServerFailure.CONTENTION);
        });
    }

    @Test
    void aStatementThatTakesTooLong() {
        assertThat(SqlStates.serverFailure(failureOf(tx -> {
                    TestSql.execute(tx, "set local statement_timeout = '20ms'");
                    TestSql.texts(tx, "select pg_sleep(10)");
                })))
                .contains(ServerFailure.CONTENTION);
    }

    @Test
    void twoThatWaitForEachOther() {
        TestSql.execute(database, "insert into thing values (101), (102) on conflict do nothing");
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch locked = new CountDownLatch(2);
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                database.run(tx -> {
                    TestSql.execute(tx, "set local deadlock_timeout = '10s'");
                    touch(tx, 102);
                    meet(locked);
                    touch(tx, 101);
                });
            } finally {
                ended.countDown();
            }
        });
        database.run(tx -> {
            TestSql.execute(tx, "set local deadlock_timeout = '20ms'");
            touch(tx, 101);
            if (calls.incrementAndGet() == 1) {
                meet(locked);
            }
            touch(tx, 102);
        });
        meetEnd(ended);
        assertThat(calls).as("it is run again by itself").hasValue(2);
        assertThat(other).isNotNull();
    }

    private static void touch(Tx tx, int id) {
        TestSql.execute(tx, "update thing set id = id where id = " + id);
    }

    private static void meet(CountDownLatch locked) {
        locked.countDown();
        meetEnd(locked);
    }

    private static void meetEnd(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSessionThatTheServerEnds() {
        Throwable failure = failureOf(tx -> {
            long pid = TestSql.number(tx, "select pg_backend_pid()");
            terminate(pid);
            TestSql.texts(tx, "select 1");
        });
        assertThat(SqlStates.isAway(failure)).isTrue();
        Throwable second = failureOf(tx -> {
            long pid = TestSql.number(tx, "select pg_backend_pid()");
            terminate(pid);
            assertThat(catchThrowable(() -> TestSql.texts(tx, "select 1"))).isNotNull();
            TestSql.texts(tx, "select 2");
        });
        assertThat(SqlStates.isAway(second))
                .as("what the pool says of a connection that it has closed")
                .isTrue();
        assertThat(database.state()).isEqualTo(Database.OK);
    }

    private static void terminate(long pid) {
        TestSql.texts(database, "select pg_terminate_backend(" + pid + ", 5000)");
    }

    @Test
    void aFileThatIsGone() {
        assertThat(SqlStates.serverFailure(
                        failureOf(tx -> TestSql.execute(tx, "select pg_read_file('/no/such/file')"))))
                .contains(ServerFailure.SYSTEM_ERROR);
    }

    @Test
    void noRoomForWhatIsSorted() {
        assertThat(SqlStates.serverFailure(failureOf(tx -> {
                    TestSql.execute(tx, "set local temp_file_limit = '64kB'");
                    TestSql.execute(tx, "set local work_mem = '64kB'");
                    TestSql.texts(
                            tx, "select count(*) from (select n from generate_series(1, 200000) n order by -n) s");
                })))
                .contains(ServerFailure.OUT_OF_RESOURCES);
    }

    @Test
    void noConnectionIsFree() {
        database.run(one -> database.run(two -> database.run(three -> database.run(four -> {
            assertThat(SqlStates.serverFailure(failureOf(tx -> {}))).contains(ServerFailure.NO_FREE_CONNECTION);
        }))));
        assertThat(SqlStates.serverFailure(new SQLTransientConnectionException("timed out")))
                .contains(ServerFailure.NO_FREE_CONNECTION);
    }

    @Test
    void theServerTakesNoMoreConnections() throws SQLException {
        TestDatabase mine = TestServers.postgres().createDatabase(false);
        try (Connection admin = TestServers.postgres().server().connect(mine.name());
                Statement statement = admin.createStatement()) {
            statement.execute("create role crowded login password 'crowded'");
            statement.execute("alter role crowded connection limit 0");
            statement.execute("grant all on schema public to crowded");
        }
        DatabaseSettings settings = DatabaseSettings.from(
                environment.with(Map.of(
                        "DB_NAME",
                        mine.name(),
                        "DB_USER",
                        "crowded",
                        "DB_PASSWORD",
                        "crowded",
                        "DB_START_WAIT",
                        "1ms")),
                "notes");
        Throwable refused = catchThrowable(() -> new Connector(settings, "notes").connect(Connector.Use.SERVICE));
        assertThat(SqlStates.serverFailure(refused)).contains(ServerFailure.NO_FREE_CONNECTION);
        assertThat(ConnectFailure.of(settings, (SQLException) refused).heals()).isTrue();
    }

    @Test
    void aResultThatIsTooLargeIsTheFaultOfTheStatement() {
        String wide = "select repeat('x', 1000000) from generate_series(1, 100)";
        Throwable failure = failureOf(tx -> TestSql.texts(tx, wide));
        assertThat(failure).hasMessageContaining("maxResultBuffer");
        assertThat(SqlStates.serverFailure(failure)).isEmpty();
        assertThat(database.state()).isEqualTo(Database.OK);
    }

    @Test
    void moreRowsThanAnybodyAskedForAreAnError() {
        String many = "select n from generate_series(1, " + (RowCeiling.ROWS + 1) + ") n";
        assertThat(failureOf(tx -> TestSql.texts(tx, many))).isInstanceOf(RowCeiling.TooManyRowsException.class);
        database.run(tx -> {
            Sql more = Sql.of(many).upTo(20_000);
            assertThat(tx.list(more, _ -> {}, row -> row.number("n")))
                    .hasSize(RowCeiling.ROWS + 1)
                    .startsWith(1, 2);
            Sql exactly = Sql.of("select n from generate_series(1, 10000) n");
            assertThat(tx.list(exactly, _ -> {}, row -> row.number("n")))
                    .isEqualTo(IntStream.rangeClosed(1, RowCeiling.ROWS).boxed().toList());
        });
    }

    private static final Sql DUST =
            Sql.of("delete from dust where ctid = any(array(select ctid from dust limit :most))");

    @Test
    void manyRowsAreSweptInSteps() {
        TestSql.execute(database, "create table dust (id integer)");
        TestSql.execute(database, "insert into dust select generate_series(1, 12001)");
        AtomicInteger steps = new AtomicInteger();
        long swept = Sweep.run(database, (tx, most) -> {
            steps.incrementAndGet();
            return tx.update(DUST, values -> values.number("most", most));
        });
        assertThat(swept).isEqualTo(12_001);
        assertThat(steps).hasValueGreaterThanOrEqualTo(3);
    }
}
