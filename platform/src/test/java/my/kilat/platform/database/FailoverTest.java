package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several servers, one of which takes changes; and addresses of every form. */
class FailoverTest {
    private static Database open(Environment environment) {
        return Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
    }

    private static String mark(Database database) {
        return database.transact(tx -> {
            TestSql.execute(tx, "create table if not exists mark (id integer)");
            return TestSql.texts(tx, "select current_setting('port')").getFirst();
        });
    }

    /** The second server stands for the one that has been promoted: here the databases are two, and so can be told apart. */
    @Test
    void changesGoToWhicheverServerTakesThem() {
        TestDatabase first = TestServers.postgres().createDatabase(false);
        PostgresAdmin here = new PostgresAdmin(TestServers.postgres().server(), first.name());
        try (TestPostgres other = TestServers.newPostgres()) {
            new PostgresAdmin(other.server(), "postgres").run("create database " + first.name());
            PostgresAdmin there = new PostgresAdmin(other.server(), first.name());
            String one = Integer.toString(first.port());
            String two = Integer.toString(other.server().port());
            there.run("alter database " + first.name() + " set default_transaction_read_only = on");
            Environment environment = TestService.environment(
                    false,
                    Map.of(
                            "DB_HOST",
                            "127.0.0.1:" + two + ", localhost:" + one,
                            "DB_NAME",
                            first.name(),
                            "DB_POOL_WAIT",
                            "1s"));
            try (Database database = open(environment)) {
                assertThat(mark(database)).isEqualTo(one);

                here.run("alter database " + first.name() + " set default_transaction_read_only = on");
                there.run("alter database " + first.name() + " reset default_transaction_read_only");
                here.endSessions();
                await().atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> mark(database).equals(two));
                assertThat(database.state()).isEqualTo(Database.OK);

                there.run("alter database " + first.name() + " set default_transaction_read_only = on");
                there.endSessions();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> database.state().equals(ServerFailure.READ_ONLY.words()));
            }
            assertThatThrownBy(() -> open(environment.with("DB_START_WAIT", "500ms")))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("takes no changes: it is a standby, or read-only");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.0.0.1:%d", "localhost:%d,", "[::1]:1,127.0.0.1:%d"})
    void addressesOfManyForms(String host) {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        Environment environment = TestService.environment(
                false, Map.of("DB_HOST", host.formatted(database.port()), "DB_NAME", database.name()));
        open(environment).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp://10.0.0.1:5432", "db:port", "db:0", "[::1", "db/name", "db?x=1", ",", "a b", "db:99999"})
    void whatIsNoAddress(String host) {
        assertThatThrownBy(() -> open(TestService.environment(false, Map.of("DB_HOST", host))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("DB_HOST is \"");
    }

    @Test
    void addressesAreWrittenAsInAUrl() {
        assertThat(ServerAddress.parse("::1, [fe80::1]:6432,db:5432", 5433))
                .extracting(ServerAddress::toString)
                .containsExactly("[::1]:5433", "[fe80::1]:6432", "db:5432");
    }

    @Test
    void whatAnswersIsNotPostgres() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInHttp(server));
            Environment environment =
                    TestService.environment(false, Map.of("DB_PORT", Integer.toString(server.getLocalPort())));
            long began = System.nanoTime();
            assertThatThrownBy(() -> open(environment))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is not PostgreSQL; check DB_HOST and DB_PORT");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static void answerInHttp(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    socket.getInputStream().read(new byte[1024]);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
