package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.Test;

/** The runners whom the console lists, by what they are doing, and one of them with where they have been. */
class RunnerOverviewTest {
    private static ApiClient.Answer ask(Stage stage, String path, Map<String, Object> question) {
        String token = ServiceTokens.from(stage.service.environment(), "console", stage.service.clock())
                .tokenFor("runner");
        return stage.service.client().as(token).post("/internal/v1/runners/" + path, question);
    }

    private static List<String> in(Stage stage, String... states) {
        return ask(stage, "rows", Map.of("states", List.of(states)))
                .expect(200)
                .data()
                .path("items")
                .findValuesAsText("user_id");
    }

    @Test
    void runnersAreListedByWhatTheyAreDoing() {
        try (Stage stage = Stage.open(TestService.environment(true, Map.of()))) {
            String silent = stage.newRunnerAt(3.0, 101.7).toString();
            stage.silence(Duration.ofMinutes(3));
            UUID riding = stage.newRunnerAt(3.2, 101.7);
            String free = stage.newRunnerAt(3.1, 101.7).toString();
            String offline = stage.newRunner().toString();
            UUID booking = UUID.randomUUID();
            stage.events.publish(Stage.accepted(booking, riding));
            await().untilAsserted(() -> assertThat(in(stage, "busy")).containsExactly(riding.toString()));
            assertThat(in(stage, "free")).containsExactly(free);
            assertThat(in(stage, "silent")).containsExactly(silent);
            assertThat(in(stage, "offline")).contains(offline).doesNotContain(free, silent, riding.toString());
            assertThat(in(stage, "free", "silent")).containsExactlyInAnyOrder(free, silent);
            assertThat(in(stage)).contains(free, silent, offline, riding.toString());
            assertThat(in(stage, "offline", "free")).contains(offline, free).doesNotContain(silent);
            JsonNode places = ask(stage, "places", Map.of("states", List.of()))
                    .expect(200)
                    .data();
            assertThat(places.path("items").findValuesAsText("user_id"))
                    .containsExactlyInAnyOrder(free, silent, riding.toString());
            assertThat(places.has("next")).isFalse();
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        try (Stage stage = Stage.open(TestService.environment(true, Map.of()))) {
            int all = stage.one(Integer.class, "select count(*) from runner");
            stage.database.useHandle(handle -> handle.execute("""
                    with made as (
                        insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model,
                            air_conditioned, created_at)
                        select gen_random_uuid(), gen_random_uuid(), 'Runner ' || n, '', 'car', 'W ' || n, 'Myvi', true, now()
                        from generate_series(1, 240) n returning id, user_id, full_name)
                    insert into runner_duty (user_id, profile_id, status)
                    select user_id, id, case when full_name like '%0' or full_name like '%5' then 'inactive' else 'active' end
                    from made"""));
            Map<String, Object> question = Map.of("states", List.of("offline", "free"));
            java.util.Set<String> seen = new java.util.HashSet<>();
            JsonNode page = ask(stage, "rows", question).expect(200).data();
            page.path("items")
                    .findValuesAsText("user_id")
                    .forEach(id -> assertThat(seen.add(id)).isTrue());
            while (page.has("next")) {
                page = ask(
                                stage,
                                "rows",
                                Map.of(
                                        "states",
                                        List.of("offline", "free"),
                                        "after",
                                        page.path("next").asText()))
                        .expect(200)
                        .data();
                page.path("items")
                        .findValuesAsText("user_id")
                        .forEach(id -> assertThat(seen.add(id)).isTrue());
            }
            // Those who are silent come between the others, and fill no place on a page.
            assertThat(seen).hasSize(all + 48);
        }
    }

    @Test
    void oneIsShownWithWhereTheyHaveBeen() {
        try (Stage stage = Stage.open(TestService.environment(true, Map.of()))) {
            UUID runner = stage.newRunnerAt(3.1, 101.7);
            stage.post(runner, 3.11, 101.71).expect(200);
            JsonNode file =
                    ask(stage, "file", Map.of("user_id", runner)).expect(200).data();
            assertThat(file.path("runner").path("state").asText()).isEqualTo("free");
            assertThat(file.path("runner").path("vehicle_plate").asText()).isEqualTo("WXY 1234");
            assertThat(file.path("positions").get(0).path("latitude").asDouble())
                    .isEqualTo(3.11);
            assertThat(ask(stage, "file", Map.of("user_id", UUID.randomUUID())).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anAdministratorTakesARunnerOffDuty() {
        try (Stage stage = Stage.open(TestService.environment(true, Map.of()))) {
            UUID runner = stage.newRunnerAt(3.1, 101.7);
            Map<String, Object> request =
                    Map.of("user_id", runner, "admin_id", UUID.randomUUID(), "reason", "the phone was stolen");
            ask(stage, "offline", request).expect(200);
            assertThat(in(stage, "offline")).contains(runner.toString());
            stage.events.await(my.kilat.contract.event.EventType.RUNNER_OFFLINE, runner);
            ask(stage, "offline", request).expect(200);
            assertThat(ask(
                                    stage,
                                    "offline",
                                    Map.of(
                                            "user_id",
                                            UUID.randomUUID(),
                                            "admin_id",
                                            UUID.randomUUID(),
                                            "reason",
                                            "why not"))
                            .status())
                    .isEqualTo(404);
            stage.goOnline(runner, 3.1, 101.7);
            assertThat(in(stage, "free")).contains(runner.toString());
        }
    }
}
