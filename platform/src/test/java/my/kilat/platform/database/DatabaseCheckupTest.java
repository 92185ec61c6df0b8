package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** What an operator is told about a database before anything is started. */
class DatabaseCheckupTest {
    private final TestDatabase database = TestServers.postgres().createDatabase(false);
    private final PostgresAdmin admin = new PostgresAdmin(TestServers.postgres().server(), database.name());
    private final String role = "role_" + UUID.randomUUID().toString().replace('-', '_');

    private List<DatabaseCheckup.Finding> look(Map<String, String> more) {
        return DatabaseCheckup.look(
                DatabaseSettings.from(
                        TestService.environment(false, Map.of("DB_NAME", database.name()))
                                .with(more),
                        "places"),
                "places");
    }

    private static DatabaseCheckup.Finding of(List<DatabaseCheckup.Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuperuserLacksNothing() {
        List<DatabaseCheckup.Finding> findings = look(Map.of());
        assertThat(findings).allMatch(DatabaseCheckup.Finding::good);
        assertThat(of(findings, "Changes").words()).isEqualTo("taken");
        assertThat(of(findings, "Pooler").words()).isEqualTo("none");
        assertThat(of(findings, "Encryption").words()).isEqualTo("none (DB_SSLMODE=disable)");
        assertThat(of(findings, "Connections").words()).contains("300 at most; 6 services take up to 72");
        assertThat(of(findings, "Extension postgis").words()).contains("to be created at the next start");
        assertThat(of(findings, "Tables").words()).isEqualTo("of version 0; the next start brings them to 1");
        assertThat(admin.ask("select count(*) from pg_extension where extname = 'postgis'"))
                .isEqualTo("0");
    }

    @Test
    void aRoleWithoutRightsIsToldWhichStatementsAreMissing() {
        admin.run("create role " + role + " login password 'x'");
        List<DatabaseCheckup.Finding> findings = look(Map.of("DB_USER", role, "DB_PASSWORD", "x"));
        assertThat(of(findings, "Extension postgis").advice()).contains("CREATE EXTENSION postgis;");
        assertThat(of(findings, "Role").advice()).contains("GRANT CREATE ON SCHEMA public TO " + role + ";");
    }

    @Test
    void tooFewConnectionsForAll() {
        assertThat(of(look(Map.of("DB_POOL_MAX", "100")), "Connections").advice())
                .contains("raise max_connections", "to 608 at least, or lower DB_POOL_MAX");
    }

    @Test
    void aServerThatTakesNoChanges() {
        admin.run("alter database " + database.name() + " set default_transaction_read_only = on");
        DatabaseCheckup.Finding changes = of(look(Map.of()), "Changes");
        assertThat(changes.good()).isFalse();
        assertThat(changes.advice()).contains("DB_HOST has to name the primary");
    }

    @Test
    void aServerThatIsNotThere() {
        List<DatabaseCheckup.Finding> findings = look(Map.of("DB_HOST", "no-such-host.invalid"));
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.advice()).contains("there is no host of that name"));
    }
}
