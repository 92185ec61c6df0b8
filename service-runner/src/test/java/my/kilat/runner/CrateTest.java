package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crates in a runner's vehicle. */
class CrateTest {
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
    void cratesStandInTheProfileInTheOrderOfTheirComing() {
        UUID user = stage.newRunner();
        JsonNode first = stage.runner(user)
                .post("/api/v1/runners/me/crates", Stage.CRATE)
                .expect(201)
                .data();
        assertThat(first.path("pet_types")).hasToString("[\"cat\",\"hamster\",\"fish\"]");
        assertThat(first.path("max_weight_kg").asDouble()).isEqualTo(15.5);
        for (String unset : List.of("width_cm", "height_cm", "depth_cm")) {
            assertThat(first.path(unset).isNumber()).isTrue();
            assertThat(first.path(unset).asDouble()).isZero();
        }
        Map<String, Object> full = new HashMap<>(Stage.CRATE);
        full.putAll(Map.of(
                "size",
                "xlarge",
                "width_cm",
                60,
                "height_cm",
                50.5,
                "depth_cm",
                80,
                "ventilated",
                true,
                "temperature_controlled",
                true));
        JsonNode second = stage.runner(user)
                .post("/api/v1/runners/me/crates", full)
                .expect(201)
                .data();
        assertThat(second.path("height_cm").asDouble()).isEqualTo(50.5);
        assertThat(second.path("ventilated").asBoolean()).isTrue();
        assertThat(second.path("temperature_controlled").asBoolean()).isTrue();
        assertThat(stage.runner(user)
                        .get("/api/v1/runners/me")
                        .expect(200)
                        .data()
                        .path("crate_specs"))
                .containsExactly(first, second);
    }

    private static ApiClient.Answer profiles(String caller, UUID... users) {
        return stage.service
                .client()
                .as(ServiceTokens.from(stage.service.environment(), caller, stage.service.clock())
                        .tokenFor("runner"))
                .post("/internal/v1/runners/profiles", new RunnersQuestion(List.of(users)));
    }

    @Test
    void otherServicesAskWhatRunnersCanCarry() {
        UUID online = stage.newRunnerAt(3.1, 101.7);
        UUID offline = stage.newRunner();
        stage.runner(online).post("/api/v1/runners/me/crates", Stage.CRATE).expect(201);
        UUID cooled = UUID.randomUUID();
        Map<String, Object> vehicle = new HashMap<>(Stage.VAN);
        vehicle.put("air_conditioned", true);
        stage.runner(cooled).post("/api/v1/runners", vehicle).expect(201);
        List<RunnerProfile> found = profiles("dispatch", online, UUID.randomUUID(), offline, cooled)
                .expect(200)
                .data(RunnerProfiles.class)
                .items();
        assertThat(found)
                .extracting(
                        RunnerProfile::userId,
                        RunnerProfile::sessionStatus,
                        profile -> profile.crateSpecs().size(),
                        RunnerProfile::airConditioned)
                .containsExactlyInAnyOrder(
                        tuple(online, SessionStatus.ACTIVE, 1, false),
                        tuple(offline, SessionStatus.INACTIVE, 0, false),
                        tuple(cooled, SessionStatus.INACTIVE, 0, true));
        profiles("payment", online).expect(403);
        stage.runner(online)
                .post("/internal/v1/runners/profiles", new RunnersQuestion(List.of(online)))
                .expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"size\":\"huge\",\"pet_types\":[\"cat\"],\"max_weight_kg\":5}",
                "{\"size\":\"small\",\"pet_types\":[],\"max_weight_kg\":5}",
                "{\"size\":\"small\",\"pet_types\":[\"dragon\"],\"max_weight_kg\":5}",
                "{\"size\":\"small\",\"pet_types\":[\"cat\"],\"max_weight_kg\":0}",
                "{\"size\":\"small\",\"pet_types\":[\"cat\"],\"max_weight_kg\":\"5\"}",
                "{\"size\":\"small\",\"pet_types\":[\"cat\"],\"max_weight_kg\":1e400}",
                "{\"size\":\"small\",\"pet_types\":[\"cat\"],\"max_weight_kg\":5,\"width_cm\":-1}"
            })
    void whatIsNoCrateIsRefused(String body) {
        UUID user = stage.newRunner();
        assertThat(stage.runner(user)
                        .post("/api/v1/runners/me/crates", body)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }

    @Test
    void aVehicleHoldsTwentyCratesAtMostHoweverManyAreAddedAtOnce() {
        UUID user = stage.newRunner();
        for (int i = 0; i < 15; i++) {
            stage.runner(user).post("/api/v1/runners/me/crates", Stage.CRATE).expect(201);
        }
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 12)
                    .forEach(i -> pool.submit(() -> statuses.add(stage.runner(user)
                            .post("/api/v1/runners/me/crates", Stage.CRATE)
                            .status())));
        }
        assertThat(statuses).hasSize(12).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
        assertThat(stage.runner(user)
                        .post("/api/v1/runners/me/crates", Stage.CRATE)
                        .expect(409)
                        .error())
                .isEqualTo("a runner has at most 20 crates; this one has that many already");
        assertThat(stage.runner(user).get("/api/v1/runners/me").data().path("crate_specs"))
                .hasSize(20);
    }

    @Test
    void whoHasNoProfileIsToldSo() {
        assertThat(stage.runner(UUID.randomUUID())
                        .post("/api/v1/runners/me/crates", Stage.CRATE)
                        .expect(404)
                        .error())
                .isEqualTo("Runner not found");
    }
}
