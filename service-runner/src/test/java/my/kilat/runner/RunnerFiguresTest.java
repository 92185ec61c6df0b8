package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.Test;

/** What the console is told of runners. */
class RunnerFiguresTest {
    private static JsonNode figures(Stage stage) {
        String token = ServiceTokens.from(stage.service.environment(), "console", stage.service.clock())
                .tokenFor("runner");
        return stage.service
                .client()
                .as(token)
                .post("/internal/v1/runners/figures", Map.of())
                .expect(200)
                .data();
    }

    private static void assertFigures(Stage stage, int online, int busy, int silent) {
        JsonNode figures = figures(stage);
        assertThat(figures.path("online").asInt()).as("online").isEqualTo(online);
        assertThat(figures.path("busy").asInt()).as("busy").isEqualTo(busy);
        assertThat(figures.path("silent").asInt()).as("silent").isEqualTo(silent);
    }

    @Test
    void whoSendsPositionsIsNotSilentHoweverOldTheyAre() {
        try (Stage stage = Stage.open(TestService.environment(true, Map.of()))) {
            UUID runner = stage.newRunnerAt(3.1, 101.7);
            UUID riding = stage.newRunnerAt(3.2, 101.7);
            UUID booking = UUID.randomUUID();
            stage.events.publish(Stage.accepted(booking, riding));
            await().untilAsserted(() -> assertFigures(stage, 2, 1, 0));

            stage.silence(Duration.ofMinutes(3));
            assertFigures(stage, 2, 1, 2);

            stage.post(runner, 3.11, 101.7, Instant.now().minus(Duration.ofHours(1)))
                    .expect(200);
            await().untilAsserted(() -> assertFigures(stage, 2, 1, 1));

            stage.goOffline(runner);
            assertFigures(stage, 1, 1, 1);
        }
    }
}
