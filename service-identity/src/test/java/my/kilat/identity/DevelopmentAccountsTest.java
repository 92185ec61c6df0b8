package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

class DevelopmentAccountsTest {
    @Test
    void inDevelopmentFourAccountsAreThere() {
        try (TestService service = TestService.start(false, Map.of(), IdentityService::new)) {
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
        try (TestService first = TestService.start(environment, IdentityService::new)) {
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
        try (TestService again = TestService.start(environment, IdentityService::new)) {
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
            assertThat(sql.one("select count(*) from account")).isEqualTo("4");
        }
    }

    @Test
    void outsideDevelopmentThereAreNone() {
        Environment environment = TestService.environment(false, Map.of());
        new Sql(environment).run("create role keeper login superuser password 'not-the-default'");
        Map<String, String> production = Map.of(
                "APP_ENV", "production",
                "JWT_SECRET", TestTokens.SECRET,
                "DB_USER", "keeper",
                "DB_PASSWORD", "not-the-default");
        try (TestService service = TestService.start(environment.with(production), IdentityService::new)) {
            new People(service).login("admin.test@kilat.my", "TestAdmin123!").expect(401);
        }
    }
}
