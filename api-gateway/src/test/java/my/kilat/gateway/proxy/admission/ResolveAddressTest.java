package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.platform.net.Networks;
import org.junit.jupiter.api.Test;

/** Where a request came from is believed only of proxies that are trusted. */
class ResolveAddressTest {
    private static final Networks PROXIES = Networks.parse("TRUSTED_PROXIES", List.of("192.0.2.0/24"));

    private static String addressOf(StageRig rig, String... fields) {
        try (rig) {
            rig.send("GET", "/", fields);
            return rig.passed().request().address().text();
        }
    }

    @Test
    void whatAClientSaysOfItselfIsNotBelieved() {
        StageRig rig = StageRig.of(new ResolveAddress(PROXIES));
        assertThat(addressOf(rig, "X-Forwarded-For: 203.0.113.9")).isEqualTo("192.0.2.1");
    }

    @Test
    void theNearestAddressThatIsNoTrustedProxyCounts() {
        StageRig rig = StageRig.behindProxy(new ResolveAddress(PROXIES));
        assertThat(addressOf(rig, "X-Forwarded-For: 198.51.100.7, 203.0.113.9, 192.0.2.77"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void nonsenseEndsTheSearch() {
        StageRig rig = StageRig.behindProxy(new ResolveAddress(PROXIES));
        assertThat(addressOf(rig, "X-Forwarded-For: 203.0.113.9, nonsense")).isEqualTo("192.0.2.1");
    }
}
