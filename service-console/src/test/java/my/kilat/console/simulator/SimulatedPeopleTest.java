package my.kilat.console.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those of a demo have accounts of earlier demos, and tell what may yet come from what is refused. */
class SimulatedPeopleTest {
    private final DemoPlatform platform = new DemoPlatform();
    private final ServiceStandIn services = platform.services();

    @AfterEach
    void close() {
        platform.close();
    }

    /** A demo of one booking, once it is over. */
    private JsonNode demoOfOne() {
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(DemoPlatform.PATH + "/demo", DemoPlatform.demo(1, "card"))
                    .expect(200);
            return DemoPlatform.awaitDemo(admin, DemoPlatform::isOver);
        }
    }

    private void aRunnerWhoIsThere(String crates) {
        platform.identity().refuseRegistrations(409);
        services.answering("/api/v1/runners", 409, "{\"error\":\"Runner already exists\"}")
                .answering("/api/v1/runners/me", 200, "{\"data\":{\"crate_specs\":" + crates + "}}")
                .answering("/api/v1/runners/me/crates", 422, "{\"error\":\"no more crates\"}");
    }

    @Test
    void aRunnerWhoIsThereGetsNoSecondCrate() {
        aRunnerWhoIsThere("[{\"size\":\"large\"}]");
        JsonNode demo = demoOfOne();
        assertThat(demo.path("trouble").asText()).isEmpty();
        assertThat(demo.path("counts").path("completed").asInt()).isEqualTo(1);
    }

    @Test
    void aRunnerWhoIsThereWithoutACrateGetsOne() {
        aRunnerWhoIsThere("[]");
        assertThat(demoOfOne().path("trouble").asText()).contains("no more crates");
    }

    @Test
    void aRefusedRegistrationIsNotTakenForAnAccount() {
        platform.identity().refuseRegistrations(422);
        JsonNode demo = demoOfOne();
        assertThat(demo.path("trouble").asText()).contains("no registration");
        assertThat(demo.path("counts").path("made").asInt()).isZero();
    }

    @Test
    void aBookingThatIsStillBeingMadeIsAwaited() {
        services.answering(
                "/api/v1/bookings", 409, "{\"error\":\"a request with this Idempotency-Key is still in progress\"}");
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(DemoPlatform.PATH + "/demo", DemoPlatform.demo(1, "card"))
                    .expect(200);
            DemoPlatform.awaitDemo(admin, demo -> demo.path("trouble").asText().contains("still in progress"));
            services.answering("/api/v1/bookings", 201, DemoPlatform.BOOKED);
            JsonNode demo = DemoPlatform.awaitDemo(admin, DemoPlatform::isOver);
            assertThat(demo.path("counts").path("completed").asInt()).isEqualTo(1);
        }
    }
}
