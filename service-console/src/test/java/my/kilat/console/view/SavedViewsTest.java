package my.kilat.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views belong to whoever saved them, and are bounded. */
class SavedViewsTest {
    private static final String VIEWS = "/api/v1/console/views";

    private IdentityStandIn identity;
    private ServiceStandIn others;
    private TestService console;

    @BeforeEach
    void start() {
        identity = new IdentityStandIn();
        others = new ServiceStandIn();
        console = TestService.start(false, Browser.settings(identity, others.url()), new ConsoleService());
    }

    @AfterEach
    void stop() {
        console.close();
        others.close();
        identity.close();
    }

    private static Answer save(ApiClient as, String name, String search) {
        return as.send("PUT", VIEWS, Map.of("page", "bookings", "name", name, "search", search));
    }

    private static JsonNode views(ApiClient as) {
        return as.get(VIEWS).expect(200).data().path("items");
    }

    @Test
    void operatorsHaveViewsOfTheirOwn() {
        ApiClient operator = Browser.logIn(console, "operator");
        ApiClient admin = Browser.logIn(console, "admin");
        save(operator, " Stuck ", "{\"stuck\":true}").expect(200);
        save(operator, "Stuck", "{\"stuck\":true,\"cols\":[\"owner\"]}").expect(200);
        assertThat(views(operator).findValuesAsText("name")).containsExactly("Stuck");
        assertThat(views(operator).get(0).path("search").asText()).contains("owner");
        assertThat(views(admin)).isEmpty();
        String path = VIEWS + "/" + views(operator).get(0).path("id").asText();
        assertThat(admin.send("DELETE", path, null).status()).isEqualTo(404);
        operator.send("DELETE", path, null).expect(200);
        assertThat(views(operator)).isEmpty();
        assertThat(operator.send("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoSearchIsRefused() {
        ApiClient admin = Browser.logIn(console, "admin");
        for (String search : List.of("", "[]", "null", "{", "x".repeat(2001))) {
            assertThat(save(admin, "odd", search).status()).as(search).isEqualTo(400);
        }
        assertThat(save(admin, " ", "{}").status()).isEqualTo(400);
        assertThat(save(admin, "n".repeat(61), "{}").status()).isEqualTo(400);
        assertThat(views(admin)).isEmpty();
    }

    @Test
    void nobodyHasMoreThanTwentyHoweverManyAreSavedAtOnce() throws Exception {
        ApiClient admin = Browser.logIn(console, "admin");
        IntStream.range(0, 17)
                .forEach(number -> save(admin, "view " + number, "{}").expect(200));
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> saved = IntStream.range(17, 27)
                    .mapToObj(number -> threads.submit(() -> {
                        together.await();
                        return save(admin, "view " + number, "{}");
                    }))
                    .toList();
            together.countDown();
            int good = 0;
            for (Future<Answer> one : saved) {
                Answer answer = one.get();
                assertThat(answer.status()).isIn(200, 409);
                good += answer.status() == 200 ? 1 : 0;
            }
            assertThat(good).isEqualTo(3);
        }
        assertThat(views(admin)).hasSize(20);
        save(admin, "view 0", "{\"stuck\":true}").expect(200);
        assertThat(save(admin, "one more", "{}").error()).contains("remove one first");
    }
}
