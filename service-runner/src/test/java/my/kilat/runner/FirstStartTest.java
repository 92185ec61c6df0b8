package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** What is there after the first start, and after the second. */
class FirstStartTest {
    private static final UUID DEVELOPMENT_RUNNER = UUID.fromString("00000000-0000-4000-8000-000000000002");

    @Test
    void onADevelopmentMachineTheTestRunnerHasAProfileAndACrateOnce() {
        Environment environment = TestService.environment(true, Map.of());
        for (int start = 0; start < 2; start++) {
            try (TestService service = TestService.start(environment, new RunnerService())) {
                JsonNode runner = service.client(Role.RUNNER, DEVELOPMENT_RUNNER)
                        .get("/api/v1/runners/me")
                        .expect(200)
                        .data();
                assertThat(runner.path("full_name").asText()).isNotEmpty();
                assertThat(runner.path("session_status").asText()).isEqualTo("inactive");
                assertThat(runner.path("crate_specs")).hasSize(1);
                service.client(Role.RUNNER, DEVELOPMENT_RUNNER)
                        .post("/api/v1/runners/me/online", Stage.place(3.139, 101.6869))
                        .expect(200);
                service.client(Role.RUNNER, DEVELOPMENT_RUNNER)
                        .post("/api/v1/runners/me/offline")
                        .expect(200);
            }
        }
    }

    @Test
    void elsewhereThereIsNoSuchRunner() {
        Environment development = TestService.environment(true, Map.of());
        String role = "production_" + UUID.randomUUID().toString().substring(0, 8);
        Stage.database(development)
                .useHandle(
                        handle -> handle.execute("create role " + role + " superuser login password 'another-secret'"));
        Environment production = development.with(Map.of(
                "APP_ENV", "production",
                "DB_USER", role,
                "DB_PASSWORD", "another-secret",
                "SERVICE_SECRET", "a-secret-that-services-share-between-them"));
        try (TestService service = TestService.start(production, new RunnerService())) {
            service.client(Role.RUNNER, DEVELOPMENT_RUNNER)
                    .get("/api/v1/runners/me")
                    .expect(404);
            assertThat(service.client(Role.OWNER)
                            .get("/api/v1/petshops")
                            .expect(200)
                            .data())
                    .as("the first shops are for everybody")
                    .hasSize(7);
        }
    }

    @Test
    void shopsThatWereDeletedDoNotComeBack() {
        Environment environment = TestService.environment(true, Map.of());
        try (TestService service = TestService.start(environment, new RunnerService())) {
            assertThat(service.client(Role.OWNER).get("/api/v1/petshops").data())
                    .hasSize(7);
        }
        Stage.database(environment).useHandle(handle -> handle.execute("delete from pet_shop"));
        try (TestService service = TestService.start(environment, new RunnerService())) {
            assertThat(service.client(Role.OWNER).get("/api/v1/petshops").data())
                    .isEmpty();
        }
    }

    @Test
    void whatIsOnlineStaysOnlineThroughARestart() {
        Environment environment = TestService.environment(true, Map.of());
        UUID user = UUID.randomUUID();
        try (TestService service = TestService.start(environment, new RunnerService())) {
            ApiClient runner = service.client(Role.RUNNER, user);
            runner.post("/api/v1/runners", Stage.VAN).expect(201);
            runner.post("/api/v1/runners/me/online", Stage.place(3.1, 101.7)).expect(200);
            runner.post("/api/v1/runners/me/location", Stage.place(3.2, 101.7)).expect(200);
        }
        try (TestService service = TestService.start(environment, new RunnerService())) {
            ApiClient runner = service.client(Role.RUNNER, user);
            assertThat(runner.get("/api/v1/runners/nearby?latitude=3.2&longitude=101.7&radius_km=1")
                            .expect(200)
                            .text())
                    .as("written before the end")
                    .contains(user.toString());
            runner.post("/api/v1/runners/me/location", Stage.place(3.3, 101.7)).expect(200);
        }
    }

    @Test
    void aWrongSettingStopsTheStartAndIsNamed() {
        Environment environment = Environment.of(Map.of("JWT_SECRET", "x".repeat(40), "RUNNER_SESSION_STALE", "soon"));
        try (Host host = Host.create(environment)) {
            assertThatThrownBy(() -> Service.of(new RunnerService(), environment, host))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("RUNNER_SESSION_STALE");
        }
    }
}
