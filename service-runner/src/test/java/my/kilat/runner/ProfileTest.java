package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles. */
class ProfileTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void theWebAppNeedsToSayOnlyWhatTheVehicleIs() {
        UUID user = UUID.randomUUID();
        JsonNode runner = stage.runner(user)
                .post("/api/v1/runners", Stage.VAN)
                .expect(201)
                .data();
        assertThat(runner.path("user_id").asText()).isEqualTo(user.toString());
        assertThat(runner.path("id").asText()).isNotEqualTo(user.toString());
        assertThat(runner.path("full_name").asText()).isEqualTo("Test runner");
        assertThat(runner.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(runner.has("vehicle_year")).isFalse();
        assertThat(runner.path("air_conditioned").asBoolean()).isFalse();
        assertThat(runner.path("session_status").asText()).isEqualTo("inactive");
        assertThat(runner.path("rating").asDouble()).isZero();
        assertThat(runner.path("total_trips").asInt()).isZero();
        assertThat(runner.path("crate_specs").isArray()).isTrue();
        assertThat(runner.path("crate_specs")).isEmpty();
        assertThat(runner.has("distance_km")).isFalse();
        assertThat(stage.runner(user).get("/api/v1/runners/me").expect(200).data())
                .isEqualTo(runner);
        assertThat(stage.one(Double.class, "select completion_rate from runner_duty where user_id = ?", user))
                .isEqualTo(1.0);
    }

    @Test
    void thePhoneAppSaysEverything() {
        Map<String, Object> body = new HashMap<>(Stage.VAN);
        body.putAll(Map.of(
                "full_name",
                "Kumar s/o Raju",
                "phone",
                "+60 12-345 6789",
                "vehicle_year",
                2027,
                "air_conditioned",
                true,
                "something_else",
                1));
        JsonNode runner =
                stage.as(Role.RUNNER).post("/api/v1/runners", body).expect(201).data();
        assertThat(runner.path("full_name").asText()).isEqualTo("Kumar s/o Raju");
        assertThat(runner.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(runner.path("vehicle_year").asInt()).isEqualTo(2027);
        assertThat(runner.path("air_conditioned").asBoolean()).isTrue();
    }

    @Test
    void aNameHasAsManyCharactersAsTheContractAllows() {
        Map<String, Object> body = new HashMap<>(Stage.VAN);
        body.put("full_name", "😀".repeat(255));
        assertThat(stage.as(Role.RUNNER)
                        .post("/api/v1/runners", body)
                        .expect(201)
                        .data()
                        .path("full_name")
                        .asText())
                .isEqualTo("😀".repeat(255));
        body.put("full_name", "a".repeat(256));
        assertThat(stage.as(Role.RUNNER)
                        .post("/api/v1/runners", body)
                        .expect(400)
                        .error())
                .contains("full_name");
    }

    @Test
    void aTokenWithoutNameNeedsANameInTheRequest() {
        UUID user = UUID.randomUUID();
        ApiClient nameless = stage.service
                .client()
                .as(TestTokens.sign(TestTokens.claims(user, Role.RUNNER)
                        .claim("name", null)
                        .claim("phone", null)
                        .build()));
        assertThat(nameless.post("/api/v1/runners", Stage.VAN).expect(400).error())
                .contains("full_name");
        Map<String, Object> body = new HashMap<>(Stage.VAN);
        body.put("full_name", "Siti");
        assertThat(nameless.post("/api/v1/runners", body)
                        .expect(201)
                        .data()
                        .path("phone")
                        .asText())
                .isEmpty();
    }

    @Test
    void anAccountHasOneProfile() {
        UUID user = stage.newRunner();
        ApiClient.Answer second =
                stage.runner(user).post("/api/v1/runners", Stage.VAN).expect(409);
        assertThat(second.error()).isEqualTo("Runner already exists");
        assertThat(second.json().path("detail").asText()).contains(user.toString());
    }

    @Test
    void ofManyAtOnceOneMakesIt() throws Exception {
        ApiClient runner = stage.as(Role.RUNNER);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> create =
                    () -> runner.post("/api/v1/runners", Stage.VAN).status();
            List<Integer> statuses = pool.invokeAll(List.of(create, create, create, create, create, create)).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();
            assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
        }
    }

    @Test
    void anIdempotencyKeyGivesTheSameProfileAgain() {
        ApiClient runner = stage.as(Role.RUNNER).with("Idempotency-Key", "once");
        ApiClient.Answer first = runner.post("/api/v1/runners", Stage.VAN).expect(201);
        ApiClient.Answer second = runner.post("/api/v1/runners", Stage.VAN).expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"vehicle_type\":\"bicycle\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\" \",\"vehicle_model\":\"x\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"\u2003\",\"vehicle_model\":\"x\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"123456789012345678901\",\"vehicle_model\":\"x\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W\\u0000\",\"vehicle_model\":\"x\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\",\"vehicle_year\":1979}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\",\"vehicle_year\":2028}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\",\"vehicle_year\":2020.5}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\",\"phone\":\"call me\"}",
                "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W 1\",\"vehicle_model\":\"x\",\"air_conditioned\":\"yes\"}"
            })
    void whatIsNoProfileIsRefused(String body) {
        assertThat(stage.as(Role.RUNNER)
                        .post("/api/v1/runners", body)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "SHOP", "ADMIN"})
    void onlyRunnersHaveOne(Role role) {
        ApiClient client = stage.as(role);
        for (ApiClient.Answer answer : List.of(
                client.post("/api/v1/runners", Stage.VAN),
                client.get("/api/v1/runners/me"),
                client.post("/api/v1/runners/me/online", Stage.place(3, 101)),
                client.post("/api/v1/runners/me/offline"),
                client.post("/api/v1/runners/me/location", Stage.place(3, 101)),
                client.post("/api/v1/runners/me/crates", Stage.CRATE))) {
            assertThat(answer.expect(403).error()).isEqualTo("insufficient permissions");
        }
    }

    @Test
    void withoutAProfileThereIsNothingOfARunner() {
        ApiClient client = stage.as(Role.RUNNER);
        for (ApiClient.Answer answer : List.of(
                client.get("/api/v1/runners/me"),
                client.post("/api/v1/runners/me/online", Stage.place(3, 101)),
                client.post("/api/v1/runners/me/offline"),
                client.post("/api/v1/runners/me/location", Stage.place(3, 101)),
                client.post("/api/v1/runners/me/crates", Stage.CRATE))) {
            assertThat(answer.expect(404).error()).isEqualTo("Runner not found");
        }
    }

    @Test
    void withoutATokenNobodyGetsIn() {
        ApiClient nobody = stage.service.client();
        for (ApiClient.Answer answer : List.of(
                nobody.post("/api/v1/runners", Stage.VAN),
                nobody.get("/api/v1/runners/me"),
                nobody.post("/api/v1/runners/me/online", Stage.place(3, 101)),
                nobody.post("/api/v1/runners/me/offline"),
                nobody.post("/api/v1/runners/me/location", Stage.place(3, 101)),
                nobody.post("/api/v1/runners/me/crates", Stage.CRATE),
                nobody.get("/api/v1/runners/nearby?latitude=3&longitude=101"))) {
            assertThat(answer.status()).isEqualTo(401);
        }
    }
}
