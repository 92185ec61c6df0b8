package my.kilat.console.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.contract.event.Topic;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Dead letters are seen with what is in them, published again one by one, or marked as done, and the log says by whom. */
class DeadLettersTest {
    private static final String LETTERS = "/api/v1/console/dead-letters";
    private static final String TOPIC = Topic.ACCOUNT.wireName();

    private static List<JsonNode> waiting(ApiClient admin, UUID key) {
        return admin.get(LETTERS).expect(200).data().findParents("payload").stream()
                .filter(letter -> letter.path("key").asText().equals(key.toString()))
                .toList();
    }

    @Test
    void areSeenReplayedAndDiscarded() {
        try (IdentityStandIn identity = new IdentityStandIn();
                EventProbe probe = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService console =
                        TestService.start(false, Map.of("UPSTREAM_IDENTITY", identity.url()), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            UUID key = UUID.randomUUID();
            for (String payload : List.of("<script>first</script>", "second")) {
                probe.send(Topic.ACCOUNT.deadLetters(), key.toString(), payload.getBytes(StandardCharsets.UTF_8));
            }
            Awaitility.await().until(() -> waiting(admin, key).size() == 2);
            JsonNode first = waiting(admin, key).getFirst();
            assertThat(first.path("payload").asText()).isEqualTo("<script>first</script>");

            Map<String, Object> one =
                    Map.of("topic", TOPIC, "ids", List.of(first.path("id").asText()), "reason", "the cause is removed");
            assertThat(admin.post(LETTERS + "/replay", one)
                            .expect(200)
                            .data()
                            .path("message")
                            .asText())
                    .isEqualTo("1 published again");
            assertThat(waiting(admin, key))
                    .extracting(it -> it.path("payload").asText())
                    .containsExactly("second");
            assertThat(admin.post(LETTERS + "/replay", one)
                            .expect(200)
                            .data()
                            .path("message")
                            .asText())
                    .as("again, it has no effect")
                    .isEqualTo("0 published again");

            Map<String, Object> rest = Map.of(
                    "topic",
                    TOPIC,
                    "ids",
                    List.of(waiting(admin, key).getFirst().path("id").asText()),
                    "reason",
                    "a test");
            assertThat(admin.post(LETTERS + "/discard", rest).status()).isEqualTo(200);
            assertThat(waiting(admin, key)).isEmpty();
            assertThat(admin.get("/api/v1/console/audit").data().findValuesAsText("outcome"))
                    .contains("1 marked as done", "1 published again", "begun");
            assertThat(admin.post(LETTERS + "/replay", Map.of("topic", "no.such", "reason", "a test"))
                            .status())
                    .isEqualTo(400);
        }
    }
}
