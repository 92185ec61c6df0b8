package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.identity.People.Person;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

class LoginStormTest {
    /** One thread and four places: of sixty logins at once most are told to come back, and a profile is read meanwhile. */
    @Test
    void whoeverFindsTheQueueFullIsToldToComeBackAndNobodyElseNoticesIt() throws Exception {
        try (TestService service = TestService.start(
                false,
                Map.of("PASSWORD_THREADS", "1", "PASSWORD_QUEUE", "4", "BCRYPT_COST", "12", "LOGIN_FAILURES", "1000"),
                new IdentityService())) {
            People people = new People(service);
            Person person = people.register();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<ApiClient.Answer>> storm = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    storm.add(threads.submit(() -> people.login(person.email(), People.PASSWORD)));
                }
                people.as(person).get("/api/v1/auth/profile").expect(200);
                int refused = 0;
                for (Future<ApiClient.Answer> login : storm) {
                    ApiClient.Answer answer = login.get();
                    if (answer.status() == 503) {
                        refused++;
                        assertThat(answer.error()).contains("try again in a few seconds");
                        assertThat(Integer.parseInt(answer.header("Retry-After")))
                                .isBetween(1, 60);
                    } else {
                        answer.expect(200);
                    }
                }
                assertThat(refused).isBetween(1, 59);
            }
            people.login(person.email(), People.PASSWORD).expect(200);
        }
    }
}
