package my.kilat.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit log says came of an act: done, refused, or unknown when it may have been done. */
class OutcomeTest {
    private static final Map<String, Object> WHY = Map.of("reason", "the owner called");

    private final UUID id = UUID.randomUUID();
    private final String path = "/api/v1/bookings/" + id + "/cancel";
    private IdentityStandIn identity;
    private ServiceStandIn booking;
    private TestService console;
    private ApiClient admin;

    @BeforeEach
    void start() {
        identity = new IdentityStandIn();
        booking = new ServiceStandIn();
        console = TestService.start(false, Browser.settings(identity, booking.url()), new ConsoleService());
        admin = Browser.logIn(console, "admin");
    }

    @AfterEach
    void stop() {
        console.close();
        booking.close();
        identity.close();
    }

    private Answer cancel() {
        return admin.post("/api/v1/console/bookings/" + id + "/cancel", WHY);
    }

    private JsonNode audited() {
        return admin.get("/api/v1/console/audit").expect(200).data().get(0);
    }

    private void mayHaveHappened(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error())
                .contains("the booking service")
                .contains("It may have been done: look at the booking " + id);
        assertThat(audited().path("outcome").asText()).startsWith("unknown: the booking service");
        assertThat(audited().path("target").asText()).isEqualTo("booking " + id);
    }

    @Test
    void aConnectionThatIsLostAfterSendingLeavesItUnknown() {
        booking.hangingUp(path);
        mayHaveHappened(cancel());
    }

    @Test
    void anAnswerThatDoesNotComeInTimeLeavesItUnknown() {
        booking.trickling(path);
        mayHaveHappened(cancel());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServiceThatFailsLeavesItUnknown(int status) {
        booking.answering(path, status, "{\"success\":false,\"error\":\"internal error\"}");
        mayHaveHappened(cancel());
    }

    @Test
    void aRefusalDidNothing() {
        booking.answering(path, 422, "{\"success\":false,\"error\":\"cannot transition\"}");
        Answer answer = cancel();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("the booking service refuses: cannot transition");
        assertThat(audited().path("outcome").asText())
                .isEqualTo("refused: the booking service refuses: cannot transition");
    }

    @Test
    void aServiceThatCannotBeReachedDidNothing() {
        booking.close();
        assertThat(cancel().status()).isEqualTo(503);
        assertThat(audited().path("outcome").asText()).startsWith("refused: the booking service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"   ", " ok ", "\n\n\n"})
    void aReasonThatSaysNothingIsRefusedBeforeAnythingIsDone(String reason) {
        for (String act : List.of("bookings/" + id + "/cancel", "runners/" + id + "/offline")) {
            Answer answer = admin.post("/api/v1/console/" + act, Map.of("reason", reason));
            assertThat(answer.status()).isEqualTo(400);
        }
        Map<String, Object> letters = Map.of("topic", "booking.events", "reason", reason);
        assertThat(admin.post("/api/v1/console/dead-letters/discard", letters).status())
                .isEqualTo(400);
        assertThat(admin.get("/api/v1/console/audit").expect(200).data().findValuesAsText("reason"))
                .doesNotContain(reason, reason.strip());
    }

    @Test
    void whatWasDoneIsDone() {
        booking.answering(path, 200, "not even JSON");
        cancel().expect(200);
        assertThat(audited().path("outcome").asText()).isEqualTo("done");
    }
}
