package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.platform.fixture.Production;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

class DevelopmentAccountsTest {
    @Test
    void inDevelopmentFourAccountsAreThere() {
        try (TestService service = TestService.start(false, Map.of(), new IdentityService())) {
            People people = new People(service);
            for (DevelopmentAccounts account : DevelopmentAccounts.values()) {
                JsonNode user = people.login(account.email(), account.password())
                        .expect(200)
                        .data()
                        .path("user");
                assertThat(user.path("id").asText()).isEqualTo(account.id().toString());
                assertThat(user.path("role").asText()).isEqualTo(account.role().word());
            }
            assertThat(DevelopmentAccounts.RUNNER.id()).hasToString("00000000-0000-4000-8000-000000000002");
        }
    }

    @Test
    void whatIsThereAlreadyIsLeftAsItIs() {
        Environment environment = TestService.environment(false, Map.of("BCRYPT_COST", "4"));
        Sql sql = new Sql(environment);
        try (TestService first = TestService.start(environment, new IdentityService())) {
            People people = new People(first);
            people.as(People.Person.of(people.login("owner.test@kilat.my", "TestOwner123!")
                            .expect(200)
                            .data()))
                    .put("/api/v1/auth/profile", Map.of("full_name", "Renamed"))
                    .expect(200);
        }
        sql.run("delete from account where email = 'admin.test@kilat.my'");
        sql.run("update account set email = 'runner@kilat.my' where email = 'runner.test@kilat.my'");
        sql.run("update account set id = gen_random_uuid() where email = 'shop.test@kilat.my'");
        try (TestService again = TestService.start(environment, new IdentityService())) {
            People people = new People(again);
            assertThat(people.login("owner.test@kilat.my", "TestOwner123!")
                            .expect(200)
                            .data()
                            .path("user")
                            .path("full_name")
                            .asText())
                    .isEqualTo("Renamed");
            people.login("admin.test@kilat.my", "TestAdmin123!").expect(200);
            people.login("runner@kilat.my", "TestRunner123!").expect(200);
            people.login("shop.test@kilat.my", "TestShop123!").expect(200);
            assertThat(sql.one("select count(*) from account")).isEqualTo("5");
        }
    }

    @Test
    void outsideDevelopmentThereAreNone() {
        Environment environment = TestService.environment(false, Map.of());
        try (TestService service = TestService.start(Production.of(environment), new IdentityService())) {
            new People(service).login("admin.test@kilat.my", "TestAdmin123!").expect(401);
            assertThat(new Sql(environment).one("select count(*) from account")).isEqualTo("0");
        }
    }

    @Test
    void outsideDevelopmentThoseOfADatabaseThatWasUsedForItAreDead() {
        Environment environment = TestService.environment(false, Map.of());
        Sql sql = new Sql(environment);
        Map<DevelopmentAccounts, People.Person> before = new EnumMap<>(DevelopmentAccounts.class);
        try (TestService development = TestService.start(environment, new IdentityService())) {
            for (DevelopmentAccounts account : DevelopmentAccounts.values()) {
                before.put(
                        account,
                        People.Person.of(new People(development)
                                .login(account.email(), account.password())
                                .expect(200)
                                .data()));
            }
        }
        sql.run("update account set email = 'boss@kilat.my' where email = 'admin.test@kilat.my'");
        sql.run("delete from account where email = 'shop.test@kilat.my'");
        sql.run("insert into account (id, email, full_name, role, password_hash, created_at, updated_at)"
                + " select gen_random_uuid(), 'shop.test@kilat.my', 'S', 'shop',"
                + " '$2b$10$CObIjx0f2BNgTce3ucyFw.TTVJO8lSAZV/0Lfkkfn7.HUcbGRkMlW', now(), now()");
        try (TestService elsewhere = TestService.start(Production.of(environment), new IdentityService())) {
            People people = new People(elsewhere);
            for (DevelopmentAccounts account : DevelopmentAccounts.values()) {
                assertThat(people.login(account.email(), account.password())
                                .expect(401)
                                .error())
                        .isEqualTo("invalid email or password");
                if (account != DevelopmentAccounts.SHOP) {
                    people.refresh(before.get(account).refresh()).expect(401);
                    people.as(before.get(account)).get("/api/v1/auth/profile").expect(401);
                }
            }
            people.login("boss@kilat.my", "TestAdmin123!").expect(401);
        }
        try (TestService again = TestService.start(environment, new IdentityService())) {
            new People(again).login("owner.test@kilat.my", "TestOwner123!").expect(200);
        }
    }
}
