package my.kilat.console.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.Production;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A demo lives its bookings to their end, and there is none outside of a development platform, whoever asks. */
class SimulatorTest {
    private static final String PATH = DemoPlatform.PATH;
    private static final String BOOKING = DemoPlatform.BOOKING;
    private static final Map<String, Object> REASON = Map.of("reason", "to see it");
    private static final Map<String, Object> AWAY = Map.of("channel", "sms", "away", true, "reason", "to see it");
    private static final Map<String, Object> HERE = Map.of("latitude", 3.2, "longitude", 101.7, "reason", "to see it");

    private final DemoPlatform platform = new DemoPlatform();
    private final ServiceStandIn services = platform.services();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void elsewhereAnAdministratorReachesNothing() {
        try (TestService console = TestService.start(Production.of(platform.development()), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            assertThat(admin.get("/api/v1/console/session")
                            .data()
                            .path("development")
                            .asBoolean())
                    .as("the pages do not show it")
                    .isFalse();
            String runner = PATH + "/runners/" + UUID.randomUUID();
            for (Answer answer : List.of(
                    admin.get(PATH),
                    admin.post(PATH + "/demo", DemoPlatform.demo(2, "card")),
                    admin.post(PATH + "/demo/end", REASON),
                    admin.post(runner + "/move", HERE),
                    admin.post(runner + "/phone", Map.of("lost", true, "reason", "to see it")),
                    admin.post(PATH + "/providers", AWAY))) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.error()).contains("development platforms only");
            }
            assertThat(admin.get("/api/v1/console/audit").expect(200).data())
                    .as("nothing was begun")
                    .isEmpty();
        }
    }

    @Test
    void bookingsLiveToTheirCompletionAndAnOperatorWatches() {
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            ApiClient operator = Browser.logIn(console, "operator");
            assertThat(operator.get(PATH).expect(200).data().has("demo")).isFalse();
            assertThat(operator.post(PATH + "/demo", DemoPlatform.demo(3, "card"))
                            .status())
                    .isEqualTo(403);
            assertThat(admin.post(PATH + "/demo", DemoPlatform.demo(51, "card")).status())
                    .isEqualTo(400);
            assertThat(admin.post(PATH + "/demo/end", REASON).status()).isEqualTo(409);
            admin.post(PATH + "/demo", DemoPlatform.demo(3, "card_late")).expect(200);
            JsonNode demo = DemoPlatform.awaitDemo(operator, DemoPlatform::isOver);
            assertThat(demo.path("counts").path("made").asInt()).isEqualTo(3);
            assertThat(demo.path("counts").path("completed").asInt()).isEqualTo(3);
            assertThat(demo.path("trouble").asText()).isEmpty();
            assertThat(demo.path("runners").findValuesAsText("doing")).containsOnly("off_duty");
            assertThat(admin.get("/api/v1/console/audit")
                            .expect(200)
                            .data()
                            .path(0)
                            .path("act")
                            .asText())
                    .isIn("begin demo", "end demo");
        }
    }

    @Test
    void aDeclinedCardLeavesBookingsUnpaid() {
        services.answering("/api/v1/payments/initiate", 422, "{\"error\":\"the card was declined\"}");
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(PATH + "/demo", DemoPlatform.demo(2, "card_declined")).expect(200);
            JsonNode demo = DemoPlatform.awaitDemo(admin, DemoPlatform::isOver);
            assertThat(demo.path("counts").path("unpaid").asInt()).isEqualTo(2);
            assertThat(demo.path("trouble").asText()).isEmpty();
        }
    }

    @Test
    void aRunnerIsMovedAndGetsNoFurtherWithoutTheirPhone() {
        services.answering(BOOKING + "/accept", 409, "{\"error\":\"not paid yet\"}");
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(PATH + "/demo", DemoPlatform.demo(1, "card")).expect(200);
            JsonNode waiting = DemoPlatform.awaitDemo(
                    admin,
                    demo -> demo.path("runners").findValuesAsText("doing").contains("waiting"));
            assertThat(admin.post(PATH + "/demo", DemoPlatform.demo(1, "card")).status())
                    .as("one at a time")
                    .isEqualTo(409);
            String runner = PATH + "/runners/"
                    + waiting.path("runners").path(0).path("id").asText();
            admin.post(runner + "/move", HERE).expect(200);
            admin.post(runner + "/phone", Map.of("lost", true, "reason", "to see it"))
                    .expect(200);
            assertThat(admin.post(runner + "/move", HERE).error()).contains("phone of Simulated runner 1 is lost");
            platform.accepting(BOOKING + "/accept");
            JsonNode stuck = DemoPlatform.awaitDemo(
                    admin,
                    demo -> demo.path("runners").findValuesAsText("doing").contains("to_pickup"));
            assertThat(stuck.path("runners").path(0).path("latitude").asDouble())
                    .isEqualTo(3.2);
            assertThat(stuck.path("runners").path(0).path("booking_number").asText())
                    .isEqualTo("BK-1");
            admin.post(runner + "/phone", Map.of("lost", false, "reason", "found"))
                    .expect(200);
            assertThat(DemoPlatform.awaitDemo(admin, DemoPlatform::isOver)
                            .path("counts")
                            .path("completed")
                            .asInt())
                    .isEqualTo(1);
            assertThat(admin.post(runner + "/move", HERE).error()).contains("off duty");
            assertThat(admin.post(PATH + "/runners/" + UUID.randomUUID() + "/move", HERE)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsUnderWayWhenItIsEndedIsCancelled() {
        services.answering(BOOKING + "/accept", 409, "{\"error\":\"not paid yet\"}");
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(PATH + "/demo", DemoPlatform.demo(9, "card")).expect(200);
            DemoPlatform.awaitDemo(
                    admin, demo -> demo.path("counts").path("made").asInt() == 5);
            admin.post(PATH + "/demo/end", REASON).expect(200);
            JsonNode demo = DemoPlatform.awaitDemo(admin, DemoPlatform::isOver);
            assertThat(demo.path("counts").path("made").asInt()).isEqualTo(5);
            assertThat(demo.path("counts").path("cancelled").asInt()).isEqualTo(5);
        }
    }

    @Test
    void servicesThatAreAwayAreNamed() {
        services.answering("/api/v1/bookings", 503, "{}").answering("/internal/v1/simulator/providers", 503, "{}");
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            ApiClient admin = Browser.logIn(console, "admin");
            admin.post(PATH + "/demo", DemoPlatform.demo(1, "card")).expect(200);
            DemoPlatform.awaitDemo(admin, demo -> demo.path("trouble").asText().contains("booking service"));
            assertThat(admin.get(PATH)
                            .expect(200)
                            .data()
                            .path("missing")
                            .path(0)
                            .path("name")
                            .asText())
                    .isEqualTo("providers");
            admin.post(PATH + "/demo/end", REASON).expect(200);
            JsonNode demo = DemoPlatform.awaitDemo(admin, DemoPlatform::isOver);
            assertThat(demo.path("counts").path("made").asInt()).isZero();
        }
    }

    @Test
    void aProviderIsSentAway() {
        try (TestService console = TestService.start(platform.development(), new ConsoleService())) {
            assertThat(Browser.logIn(console, "admin")
                            .post(PATH + "/providers", AWAY)
                            .expect(200)
                            .data()
                            .path("message")
                            .asText())
                    .isEqualTo("done: sms: there before, away now");
        }
    }
}
