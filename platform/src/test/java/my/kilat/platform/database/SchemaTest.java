package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Bringing the tables up to date: when, by whom, for how long, and what is left when it fails. */
class SchemaTest {
    private final Environment environment = TestService.environment(false, Map.of());
    private final PostgresAdmin admin = new PostgresAdmin(TestServers.postgres().server(), environment.text("DB_NAME"));

    private static Database open(Environment environment, String service) {
        return Database.open(DatabaseSettings.from(environment, service), service, new SimpleMeterRegistry());
    }

    @Test
    void aStartThatMayNotMigrateSaysWhatToRun() {
        Environment strict = environment.with("DB_MIGRATE", "false");
        assertThatThrownBy(() -> open(strict, "notes"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("are at version 0 and 1 is needed")
                .hasMessageContaining("run './kilat migrate notes' first");
        assertThat(admin.ask("select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
        Database.Migrated first = Database.migrate(DatabaseSettings.from(strict, "notes"), "notes");
        assertThat(first).isEqualTo(new Database.Migrated(7, "1"));
        assertThat(Database.migrate(DatabaseSettings.from(strict, "notes"), "notes"))
                .isEqualTo(new Database.Migrated(0, "1"));
        try (Database database = open(strict, "notes")) {
            assertThat(database.state()).isEqualTo(Database.OK);
        }
    }

    @Test
    void aMigrationMayTakeAsLongAsItNeeds() {
        admin.run("alter database " + environment.text("DB_NAME") + " set statement_timeout = '1s'");
        open(environment, "probe").close();
        assertThat(admin.ask("select statement_timeout from limits")).isEqualTo("0");
        assertThat(admin.ask("select application_name from limits")).isEqualTo("kilat-probe-migrate");
    }

    @Test
    void aStatementOfTheServiceMayNot() {
        try (Database database = open(environment, "notes")) {
            assertThat(TestSql.texts(database, "select current_setting('statement_timeout')"))
                    .containsExactly("30s");
        }
    }

    @Test
    void aMigrationThatFailsChangesNothingAndIsNamed() {
        assertThatThrownBy(() -> open(environment, "broken"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot be brought up to date: ERROR: duplicate key value")
                .hasMessageContaining("V2__half_of_it.sql")
                .message()
                .doesNotContain("\n");
        assertThat(admin.ask("select to_regclass('kept') is not null and to_regclass('undone') is null"))
                .isEqualTo("t");
        assertThat(admin.ask("select count(*) from pg_locks where locktype = 'advisory' and database ="
                        + " (select oid from pg_database where datname = current_database())"))
                .isEqualTo("0");
    }

    @Test
    void manyThatStartTogetherMigrateOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Database.Migrated>> all = IntStream.range(0, 6)
                    .mapToObj(_ -> threads.submit(
                            () -> Database.migrate(DatabaseSettings.from(environment, "notes"), "notes")))
                    .toList();
            int migrations = 0;
            for (Future<Database.Migrated> each : all) {
                migrations += each.get().migrations();
            }
            assertThat(migrations).isEqualTo(7);
        }
    }

    /** Whoever has the lock and never lets go is named, rather than waited for without a word and without an end. */
    @Test
    void anInstanceThatDoesNotEndItsTurnIsNamed() throws Exception {
        Environment impatient = environment.with("DB_MIGRATE_WAIT", "300ms");
        try (Connection other = TestServers.postgres().server().connect(environment.text("DB_NAME"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("set application_name = 'kilat-notes-migrate'");
            statement.execute("select pg_advisory_xact_lock(" + 0x6b696c6174L + ")");
            assertThatThrownBy(() -> open(impatient, "notes"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another instance has been changing the tables")
                    .hasMessageContaining("of kilat-notes-migrate from 127.0.0.1, idle in transaction");
            other.rollback();
        }
        open(impatient, "notes").close();
    }

    /** The process dies in its turn: the server ends what it held as soon as the connection is gone. */
    @Test
    void aProcessThatDiesInItsTurnLeavesNoLock() {
        Connector connector = new Connector(DatabaseSettings.from(environment, "notes"), "notes");
        assertThatThrownBy(() -> new MigrationTurn(connector).take(() -> {
                    admin.endSessions();
                    return 0;
                }))
                .isInstanceOf(StartException.class);
        open(environment.with("DB_MIGRATE_WAIT", "2s"), "notes").close();
    }

    /** Tables that a later version has changed are left to it. */
    @Test
    void tablesOfALaterVersionAreGoodEnough() {
        open(environment, "notes").close();
        admin.run("insert into schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 7, 'kilat', 1, true)");
        open(environment, "notes").close();
        open(environment.with("DB_MIGRATE", "false"), "notes").close();
    }
}
