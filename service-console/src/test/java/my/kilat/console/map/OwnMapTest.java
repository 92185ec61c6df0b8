package my.kilat.console.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** A map that operators bring: the pages may ask its server, and no other. */
class OwnMapTest {
    private static Map<String, String> settings(IdentityStandIn identity, ServiceStandIn services, String style) {
        Map<String, String> settings = new HashMap<>(Browser.settings(identity, services.url()));
        settings.put("MAP_STYLE_URL", style);
        return settings;
    }

    @Test
    void thePolicyOfThePagesIsWidenedToExactlyItsServer() {
        String style = "https://tiles.example.com:8443/styles/malaysia.json?key=1";
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn();
                TestService console =
                        TestService.start(false, settings(identity, services, style), new ConsoleService())) {
            assertThat(console.client().get("/console").expect(200).header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; "
                            + "img-src 'self' https://tiles.example.com:8443 data:; font-src 'self'; "
                            + "connect-src 'self' https://tiles.example.com:8443; base-uri 'none'; form-action 'none'; "
                            + "frame-ancestors 'none'");
            assertThat(Browser.logIn(console, "operator")
                            .get("/api/v1/console/map")
                            .expect(200)
                            .data()
                            .path("style_url")
                            .asText())
                    .isEqualTo(style);
        }
    }

    @Test
    void anAddressThatIsNoneEndsTheStart() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn()) {
            assertThatThrownBy(() -> TestService.start(
                            false,
                            settings(identity, services, "tiles.example.com; script-src *"),
                            new ConsoleService()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("MAP_STYLE_URL");
        }
    }
}
