package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalPostgresTest {
    private static final Path INIT_DATABASES = KilatHome.find().resolve("infrastructure/infra/init-databases.sql");

    private Path home;
    private final List<LocalServer> started = new ArrayList<>();

    @BeforeEach
    void makeHome() throws IOException {
        // Not JUnit's temporary directory: it is closed to the user postgres.
        home = TestDirectory.make(Files.createDirectories(Path.of("/tmp/kilat-local-tests")))
                .path()
                .resolve("postgres");
    }

    @AfterEach
    void endAll() {
        started.forEach(LocalServer::kill);
        Directories.delete(home.getParent());
    }

    @Test
    void whatWasCommittedSurvivesAStopAndAKill() throws SQLException {
        LocalPostgres server = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));
        execute(server, "CREATE TABLE pet (name text)");
        execute(server, "INSERT INTO pet VALUES ('Milo')");
        int port = server.port();

        server.stop();
        assertThat(server.isRunning()).isFalse();
        server.start();
        execute(server, "INSERT INTO pet VALUES ('Luna')");

        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();

        assertThat(read(server, "SELECT string_agg(name, ',' ORDER BY name) FROM pet"))
                .isEqualTo("Luna,Milo");
        assertThat(server.port()).isEqualTo(port);
    }

    @Test
    void aDurableClusterWritesToTheDiskAndAThrowawayOneDoesNot() throws SQLException {
        LocalPostgres durable = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));
        assertThat(read(durable, "SHOW fsync")).isEqualTo("on");
        assertThat(read(durable, "SHOW max_connections")).isEqualTo("300");

        assertThat(read(TestServers.postgres().server(), "SHOW fsync")).isEqualTo("off");
    }

    @Test
    void theDatabasesOfTheServicesAreMadeOnceAndFoundAgain() throws SQLException {
        LocalPostgres server = start(LocalPostgres.throwaway(home));

        server.run(INIT_DATABASES);
        server.run(INIT_DATABASES);

        for (Component service : Component.services()) {
            String database = service.database().orElseThrow();
            assertThat(extensions(server, database)).as(database).contains("uuid-ossp");
            assertThat(extensions(server, database).contains("postgis"))
                    .as("PostGIS in %s", database)
                    .isEqualTo(service.needsPostgis());
        }
    }

    @Test
    void aServerThatItsOwnerLeftBehindGivesWayToTheNext() throws SQLException {
        LocalPostgres abandoned = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));
        execute(abandoned, "CREATE TABLE pet (name text)");
        long orphan = abandoned.pid().orElseThrow();

        LocalPostgres next = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));

        assertThat(ProcessHandle.of(orphan).filter(Processes::isAlive)).isEmpty();
        assertThat(read(next, "SELECT count(*) FROM pet")).isEqualTo("0");
    }

    @Test
    void aLockThatNamesSomebodyElsesProcessIsNoObstacle() throws IOException, SQLException {
        LocalPostgres server = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));
        server.kill();
        Path lock = home.resolve("data/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(lock));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        server.start();

        assertThat(read(server, "SELECT 1")).isEqualTo("1");
    }

    /** A process of the same user, which PostgreSQL takes for a server of that socket. */
    @Test
    void aLockOfItsSocketThatNamesAnotherProcessIsNoObstacle() throws IOException, SQLException {
        LocalPostgres server = start(LocalPostgres.durable(home, 0, home.resolveSibling("log")));
        LocalPostgres other =
                start(LocalPostgres.durable(home.resolveSibling("other"), 0, home.resolveSibling("other-log")));
        server.kill();
        Path lock = home.resolve("socket/.s.PGSQL." + server.port() + ".lock");
        List<String> lines = new ArrayList<>(Files.readAllLines(lock));
        lines.set(0, Long.toString(other.pid().orElseThrow()));
        Files.write(lock, lines);

        server.start();

        assertThat(read(server, "SELECT 1")).isEqualTo("1");
        assertThat(read(other, "SELECT 2")).isEqualTo("2");
    }

    @Test
    void aClusterWhoseMakingWasBrokenOffIsMadeAnew() throws IOException, SQLException {
        Files.createDirectories(home.resolve("data.new/base"));
        Files.writeString(home.resolve("data.new/PG_VERSION"), "15\n");

        LocalPostgres server = start(LocalPostgres.throwaway(home));

        assertThat(read(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void databasesForTestsAreFreshAndTheirOwn() throws SQLException {
        TestDatabase one = TestServers.postgres().createDatabase(true);
        TestDatabase other = TestServers.postgres().createDatabase(false);

        assertThat(one.name()).isNotEqualTo(other.name());
        LocalPostgres server = TestServers.postgres().server();
        assertThat(extensions(server, one.name())).contains("uuid-ossp", "postgis");
        assertThat(extensions(server, other.name())).contains("uuid-ossp").doesNotContain("postgis");
    }

    @Test
    void aPausedServerAnswersAgainOnceItIsResumed() throws SQLException {
        LocalPostgres server = start(LocalPostgres.throwaway(home));
        server.pause();
        server.resume();
        assertThat(read(server, "SELECT 1")).isEqualTo("1");

        server.pause();
        server.stop();
        assertThat(server.isRunning()).isFalse();
    }

    private LocalPostgres start(LocalPostgres server) {
        started.add(server);
        server.start();
        return server;
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String extensions(LocalPostgres server, String database) throws SQLException {
        return read(server, database, "SELECT string_agg(extname, ' ') FROM pg_extension");
    }

    private static String read(LocalPostgres server, String sql) throws SQLException {
        return read(server, "postgres", sql);
    }

    private static String read(LocalPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
