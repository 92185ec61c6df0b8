package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.UUID;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** A server of somebody else: a role that is no super-user, extensions where others put them. */
class ManagedDatabaseTest {
    private static final String WORD = "p@ss w:ord/?&#%'\"\\é";

    private final TestDatabase database = TestServers.postgres().createDatabase(false);
    private final PostgresAdmin admin = new PostgresAdmin(TestServers.postgres().server(), database.name());
    private final String role = "role_" + UUID.randomUUID().toString().replace('-', '_');

    ManagedDatabaseTest() {
        admin.run("create role " + role + " login password '" + WORD.replace("'", "''") + "'");
    }

    private Environment environment() {
        return TestService.environment(false, Map.of("DB_NAME", database.name(), "DB_USER", role, "DB_PASSWORD", WORD));
    }

    private Database open(String service) {
        return Database.open(DatabaseSettings.from(environment(), service), service, new SimpleMeterRegistry());
    }

    private void owned() {
        admin.run("alter database " + database.name() + " owner to " + role);
    }

    /** The one service of these tests whose tables keep places; its migration creates PostGIS like booking's. */
    private Database openPlaces() {
        return open("places");
    }

    @Test
    void theOwnerOfADatabaseNeedsNoMoreRights() {
        owned();
        try (Database notes = open("notes")) {
            assertThat(notes.state()).isEqualTo(Database.OK);
        }
    }

    @Test
    void aRoleThatMayCreateNothing() {
        assertThatThrownBy(() -> open("notes"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("may not create tables in the schema public of " + database.name())
                .hasMessageContaining("GRANT CREATE ON SCHEMA public TO " + role + ";");
        admin.run("grant create on schema public to " + role);
        open("notes").close();
    }

    @Test
    void aRoleThatMayNotConnect() {
        admin.run("revoke connect on database " + database.name() + " from public");
        assertThatThrownBy(() -> open("notes"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("GRANT CONNECT ON DATABASE " + database.name() + " TO " + role + ";");
    }

    @Test
    void anExtensionThatASuperuserHasToCreate() {
        owned();
        assertThatThrownBy(this::openPlaces)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("needs the extension postgis, and the role " + role + " may not create it")
                .hasMessageContaining("in the database " + database.name() + ": CREATE EXTENSION postgis;")
                .hasMessageNotContaining("Flyway");
        admin.run("create extension postgis");
        openPlaces().close();
    }

    @Test
    void anExtensionInASchemaOfItsOwn() {
        owned();
        admin.run("create schema \"Geo\"", "create extension postgis schema \"Geo\"");
        assertThatThrownBy(this::openPlaces)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the extension postgis of " + database.name() + " is in the schema Geo")
                .hasMessageContaining("GRANT USAGE ON SCHEMA \"Geo\" TO " + role + ";");
        admin.run("grant usage on schema \"Geo\" to " + role);
        try (Database places = openPlaces()) {
            TestSql.execute(places, "insert into place (spot) values (st_makepoint(101.7, 3.1)::geography)");
            assertThat(TestSql.number(
                            places, "select st_distance(spot, st_makepoint(101.7, 3.2)::geography) from place limit 1"))
                    .isBetween(11_000L, 11_200L);
        }
        openPlaces().close();
    }

    @Test
    void throughAPoolerTheRoleHasToBeToldWhereTheExtensionIs() {
        owned();
        admin.run("create schema geo", "create extension postgis schema geo", "grant usage on schema geo to " + role);
        Environment pooled = environment().with("DB_POOLER", "transaction");
        assertThatThrownBy(() ->
                        Database.open(DatabaseSettings.from(pooled, "places"), "places", new SimpleMeterRegistry()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("ALTER ROLE " + role + " IN DATABASE " + database.name()
                        + " SET search_path = \"$user\", public, \"geo\";");
        admin.run("alter role " + role + " in database " + database.name()
                + " set search_path = \"$user\", public, \"geo\"");
        Database.open(DatabaseSettings.from(pooled, "places"), "places", new SimpleMeterRegistry())
                .close();
    }

    @Test
    void aSearchPathThatLeadsNowhere() {
        owned();
        admin.run("alter role " + role + " set search_path = nowhere");
        assertThatThrownBy(() -> open("notes"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("search_path")
                .hasMessageContaining("nowhere");
    }
}
