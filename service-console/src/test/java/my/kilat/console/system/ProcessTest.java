package my.kilat.console.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.Production;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders to a supervisor that answers as it is told to, that does not answer, and that there is not. */
class ProcessTest {
    private static final String SECRET = "made-at-its-start";
    private static final String PROCESSES = "/api/v1/console/system/processes";
    private static final String RESTART = PROCESSES + "/services/restart";
    private static final String AWAY = "/api/v1/console/simulator/broker/away";
    private static final String BACK = "/api/v1/console/simulator/broker/back";
    private static final Map<String, Object> REASON = Map.of("reason", "to see it");
    private static final Map<String, Object> FOR_A_WHILE = Map.of("seconds", 30, "reason", "to see it");

    private static final String UNITS = """
            {"units":[{"name":"kafka","title":"Kafka","state":"suspended","until":"2026-02-12T10:00:30Z","console":false,
            "suspendable":true,"services":[],"took_millis":900,"of_a_newer_version":1},
            {"name":"services","title":"The JVM of the services","pid":7,"since":"2026-02-12T10:00:00Z","state":"running",
            "console":true,"suspendable":false,"services":["gateway","console"],"took_millis":4200}]}""";

    private final IdentityStandIn identity = new IdentityStandIn();
    private final ServiceStandIn supervisor = new ServiceStandIn()
            .requiring("Bearer " + SECRET)
            .answering("/units", 200, UNITS)
            .answering("/units/services/restart", 202, "{\"name\":\"services\"}")
            .answering("/units/kafka/pause", 202, "{\"name\":\"kafka\"}")
            .answering("/units/kafka/resume", 202, "{\"name\":\"kafka\"}");

    @AfterEach
    void close() {
        supervisor.close();
        identity.close();
    }

    private Environment environment(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Browser.settings(identity, supervisor.url()));
        settings.putAll(more);
        return TestService.environment(false, settings);
    }

    private Environment supervised() {
        return environment(Map.of("SUPERVISOR_URL", supervisor.url(), "SUPERVISOR_SECRET", SECRET));
    }

    private static TestService start(Environment environment) {
        return TestService.start(environment, new ConsoleService());
    }

    private static List<String> outcomes(ApiClient client) {
        return client.get("/api/v1/console/audit").expect(200).data().findValuesAsText("outcome");
    }

    @Test
    void processesAreShownAndRestartedByAdministratorsAlone() {
        try (TestService console = start(supervised())) {
            ApiClient operator = Browser.logIn(console, "operator");
            JsonNode shown = operator.get(PROCESSES).expect(200).data();
            assertThat(shown.path("supervised").asBoolean()).isTrue();
            JsonNode broker = shown.path("processes").path(0);
            assertThat(broker.path("state").asText()).isEqualTo("suspended");
            assertThat(broker.path("until").asText()).isEqualTo("2026-02-12T10:00:30Z");
            assertThat(broker.has("pid")).isFalse();
            JsonNode all = shown.path("processes").path(1);
            assertThat(all.path("pid").asInt()).isEqualTo(7);
            assertThat(all.path("console").asBoolean()).isTrue();
            assertThat(all.path("services")).hasSize(2);
            for (String path : List.of(RESTART, AWAY, BACK)) {
                assertThat(operator.post(path, path.equals(AWAY) ? FOR_A_WHILE : REASON)
                                .status())
                        .isEqualTo(403);
            }
            assertThat(outcomes(operator)).as("nothing was begun").isEmpty();

            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(RESTART, REASON).expect(200);
            admin.post(AWAY, FOR_A_WHILE).expect(200);
            admin.post(BACK, REASON).expect(200);
            assertThat(outcomes(admin))
                    .containsExactly(
                            "suspended before, goes on now",
                            "begun",
                            "suspended; it goes on by itself after 30 s",
                            "begun",
                            "it is ended in order and started again",
                            "begun");
            for (int seconds : List.of(0, 121)) {
                assertThat(admin.post(AWAY, Map.of("seconds", seconds, "reason", "to see it"))
                                .status())
                        .isEqualTo(400);
            }
            assertThat(admin.post(RESTART, Map.of("reason", "")).status()).isEqualTo(400);
        }
    }

    @Test
    void theSecretIsInNoAnswer() {
        try (TestService console = start(supervised())) {
            ApiClient admin = Browser.logIn(console, "admin");
            JsonNode settings = admin.get("/api/v1/console/system/settings/console")
                    .expect(200)
                    .data();
            assertThat(settings.toString()).contains("SUPERVISOR_SECRET").doesNotContain(SECRET);
            assertThat(admin.get(PROCESSES).expect(200).data().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void whatTheSupervisorRefusesIsSaid() {
        supervisor
                .answering("/units/services/restart", 409, "{\"error\":\"it is being restarted already\"}")
                .answering("/units/kafka/pause", 404, "{\"error\":\"KAFKA_BROKERS names a broker of others\"}")
                .answering("/units/kafka/resume", 409, "no JSON");
        try (TestService console = start(supervised())) {
            ApiClient admin = Browser.logIn(console, "admin");
            Answer restart = admin.post(RESTART, REASON);
            assertThat(restart.status()).isEqualTo(409);
            assertThat(restart.error()).isEqualTo("the supervisor refuses: it is being restarted already");
            assertThat(admin.post(AWAY, FOR_A_WHILE).error()).contains("names a broker of others");
            assertThat(admin.post(BACK, REASON).error()).isEqualTo("the supervisor refuses: status 409");
            assertThat(admin.post(PROCESSES + "/No%2Fname/restart", REASON).status())
                    .isEqualTo(404);
            assertThat(outcomes(admin)).contains("refused: the supervisor refuses: it is being restarted already");
        }
    }

    @Test
    void withoutAnAnswerNobodyKnowsWhatCameOfIt() {
        supervisor
                .hangingUp("/units/services/restart")
                .trickling("/units/kafka/pause")
                .answering("/units/kafka/resume", 500, "{}")
                .answering("/units", 200, "[");
        try (TestService console = start(supervised())) {
            ApiClient admin = Browser.logIn(console, "admin");
            for (Answer answer :
                    List.of(admin.post(RESTART, REASON), admin.post(AWAY, FOR_A_WHILE), admin.post(BACK, REASON))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.error()).contains("It may have been done");
            }
            assertThat(outcomes(admin))
                    .filteredOn(outcome -> outcome.startsWith("unknown: "))
                    .hasSize(3);
            assertThat(admin.get(PROCESSES).status()).isEqualTo(503);
        }
    }

    @Test
    void oneThatHasEndedOrIsAnotherIsSaid() {
        try (TestService console =
                start(environment(Map.of("SUPERVISOR_URL", "http://127.0.0.1:1", "SUPERVISOR_SECRET", SECRET)))) {
            ApiClient admin = Browser.logIn(console, "admin");
            Answer restart = admin.post(RESTART, REASON);
            assertThat(restart.status()).isEqualTo(503);
            assertThat(restart.error()).contains("./kilat ps").doesNotContain("It may have been done");
        }
        try (TestService console =
                start(environment(Map.of("SUPERVISOR_URL", supervisor.url(), "SUPERVISOR_SECRET", "of-another")))) {
            assertThat(Browser.logIn(console, "admin").post(RESTART, REASON).error())
                    .isEqualTo("the supervisor refuses: status 401");
        }
    }

    @Test
    void withoutASupervisorThePageSaysWhatToDoInstead() {
        try (TestService console = start(environment(Map.of()))) {
            ApiClient admin = Browser.logIn(console, "admin");
            JsonNode shown = admin.get(PROCESSES).expect(200).data();
            assertThat(shown.path("supervised").asBoolean()).isFalse();
            assertThat(shown.path("processes")).isEmpty();
            Answer restart = admin.post(RESTART, REASON);
            assertThat(restart.status()).isEqualTo(409);
            assertThat(restart.error()).contains("docker compose restart").contains("kubectl rollout restart");
            assertThat(admin.post(AWAY, FOR_A_WHILE).error()).contains("docker compose pause kafka");
        }
    }

    @Test
    void outsideOfDevelopmentThereIsNone() {
        try (TestService console = start(Production.of(environment(Map.of())))) {
            ApiClient admin = Browser.logIn(console, "admin");
            assertThat(admin.get(PROCESSES)
                            .expect(200)
                            .data()
                            .path("supervised")
                            .asBoolean())
                    .isFalse();
            assertThat(admin.post(RESTART, REASON).status()).isEqualTo(409);
            for (Answer answer : List.of(admin.post(AWAY, FOR_A_WHILE), admin.post(BACK, REASON))) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.error()).contains("development platforms only");
            }
        }
        assertThatThrownBy(() -> new ConsoleService().settings(Production.of(supervised())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SUPERVISOR_URL");
        assertThatThrownBy(() -> new ConsoleService().settings(environment(Map.of("SUPERVISOR_URL", "http://h:1"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SUPERVISOR_SECRET");
    }
}
