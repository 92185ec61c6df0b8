package my.kilat.platform.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** What services of one JVM share. */
class HostTest {
    private static final Environment ENVIRONMENT = Environment.of(Map.of());

    private static Revocations revocations(Host host, String identity) {
        return host.tokens(TokenSettings.from(ENVIRONMENT.with("UPSTREAM_IDENTITY", identity)))
                .revocations();
    }

    private static double age(Host host) {
        return host.meters().get("kilat.revocations.age.seconds").gauge().value();
    }

    @Test
    void theAgeOfRevocationsIsThatOfTheVerifierThatKnowsLeast() {
        try (Host host = Host.create(ENVIRONMENT)) {
            assertThat(age(host)).isNaN();
            Revocations itself = revocations(host, "http://localhost:1");
            itself.readFrom(_ -> new EndedSessions(0, false, 900, List.of()));
            Revocations cutOff = revocations(host, "http://localhost:2");
            itself.begin();
            await().until(() -> age(host) > itself.secondsSinceNews() + 0.1);
            assertThat(age(host)).isLessThanOrEqualTo(cutOff.secondsSinceNews());
        }
    }
}
