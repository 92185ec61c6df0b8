package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import my.kilat.identity.People.Person;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    @Test
    void whatNobodyCanUseAnyMoreIsDeleted() {
        try (TestService service =
                TestService.start(false, Map.of("BCRYPT_COST", "4", "FORGET_EVERY", "50ms"), new IdentityService())) {
            People people = new People(service);
            Sql sql = new Sql(service.environment());
            Person person = people.register();
            Person next = Person.of(people.refresh(person.refresh()).expect(200).data());
            people.login(person.email(), "wrong horse").expect(401);
            assertThat(sql.one("select count(*) from refresh_token where successor is not null"))
                    .isEqualTo("1");

            service.clock().advance(Duration.ofMinutes(1));
            await("the sealed pair is gone")
                    .until(() -> sql.one("select count(*) from refresh_token where successor is not null")
                            .equals("0"));
            assertThat(sql.one("select count(*) from refresh_token")).isEqualTo("2");
            assertThat(sql.one("select count(*) from login_failure"))
                    .as("of the account from here, and of the account")
                    .isEqualTo("2");
            assertThat(sql.one("select count(*) from known_client")).isEqualTo("1");

            service.clock().advance(Duration.ofMinutes(31));
            await("the failure is gone")
                    .until(() -> sql.one("select count(*) from login_failure").equals("0"));
            people.refresh(next.refresh()).expect(200);

            service.clock().advance(Duration.ofDays(8));
            await("the session is gone")
                    .until(() -> sql.one("select count(*) from session").equals("0"));
            assertThat(sql.one("select count(*) from refresh_token")).isEqualTo("0");

            service.clock().advance(Duration.ofDays(90));
            await("the network address is gone")
                    .until(() -> sql.one("select count(*) from known_client").equals("0"));
        }
    }
}
