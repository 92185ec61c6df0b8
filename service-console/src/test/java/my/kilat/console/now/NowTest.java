package my.kilat.console.now;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** The first page says what could not be read and why, and shows the rest. */
class NowTest {
    private static JsonNode now(IdentityStandIn identity, String others) {
        try (TestService console = TestService.start(false, Browser.settings(identity, others), new ConsoleService())) {
            return Browser.logIn(console, "operator")
                    .get("/api/v1/console/now")
                    .expect(200)
                    .data();
        }
    }

    @Test
    void whatIsAwayIsSaidAndTheRestIsShown() {
        try (IdentityStandIn identity = new IdentityStandIn()) {
            JsonNode now = now(identity, "http://127.0.0.1:1");
            assertThat(now.path("missing").findValuesAsText("name")).contains("bookings", "payments");
            assertThat(now.path("events").path("dead_letters").asInt(-1)).isZero();
            assertThat(now.path("attention").findValuesAsText("words"))
                    .anyMatch(words -> words.startsWith("the booking service cannot be asked"));
        }
    }

    @Test
    void anAnswerThatIsNotWhatWasAskedForCountsAsNone() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn odd = new ServiceStandIn()) {
            odd.answering("/internal/v1/bookings/figures", 200, "<html></html>")
                    .answering("/internal/v1/payments/figures", 200, "null")
                    .answering("/internal/v1/runners/figures", 200, "{\"success\":true}")
                    .answering("/internal/v1/notices/figures", 200, "{\"data\":[1e999]}")
                    .answering("/readiness", 200, "[1e999]");
            JsonNode now = now(identity, odd.url());
            assertThat(now.path("missing").findValuesAsText("name"))
                    .contains("bookings", "payments", "runners", "notices");
            assertThat(now.path("attention").findValuesAsText("words"))
                    .anyMatch(words -> words.startsWith("the booking service cannot be asked"));
        }
    }

    @Test
    void aStatusThatIsNoAnswerNamesTheService() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn odd = new ServiceStandIn()) {
            odd.answering("/internal/v1/bookings/figures", 403, "{\"success\":true,\"data\":{}}")
                    .answering("/readiness", 500, "{\"checks\":{}}")
                    .answering("/metrics", 404, "");
            JsonNode now = now(identity, odd.url());
            assertThat(now.path("missing").findValuesAsText("words"))
                    .anyMatch(words -> words.startsWith("the booking service refuses the console (status 403)"))
                    .anyMatch(words -> words.startsWith("the payment service does not know what the console asks"));
            assertThat(now.path("attention").findValuesAsText("words"))
                    .containsAll(List.of("the booking service answered with status 500; its log says why"));
        }
    }
}
