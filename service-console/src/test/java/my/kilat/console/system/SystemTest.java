package my.kilat.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** Each service is shown as it reports on itself, and one that does not as away, with the reason. */
class SystemTest {
    @Test
    void servicesAreShownAsTheyReportOnThemselves() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn()
                        .answering(
                                "/readiness",
                                503,
                                "{\"status\":\"not_ready\",\"checks\":{\"database\":\"no connection\"},\"alarms\":{\"ledger\":\"off by 1\"}}")
                        .answering("/metrics", 200, "");
                TestService console =
                        TestService.start(false, Browser.settings(identity, services.url()), new ConsoleService())) {
            JsonNode shown = Browser.logIn(console, "operator")
                    .get("/api/v1/console/system")
                    .expect(200)
                    .data()
                    .path("services");
            assertThat(shown).hasSize(7);
            for (JsonNode service : shown) {
                if (service.path("name").asText().equals("identity")) {
                    assertThat(service.path("status").asText()).isEqualTo("away");
                    assertThat(service.path("words").asText()).startsWith("the identity service does not know");
                } else {
                    assertThat(service.path("status").asText()).isEqualTo("not_ready");
                    assertThat(service.path("checks").get(0).path("words").asText())
                            .isEqualTo("no connection");
                    assertThat(service.path("alarms").get(0).path("name").asText())
                            .isEqualTo("ledger");
                }
            }
        }
    }
}
