package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.security.TokenVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token says who calls; a new one is verified while the request waits. */
class ReadTokenTest {
    private static final Routes ROUTES = new Routes(List.of(
            Route.to("booking", "/bookings"), Route.to("booking", "/open").forAnybody()));

    private final StageRig rig = StageRig.with(ReadTokenTest::stages);

    private static List<Stage> stages(StageRig rig) {
        TokenVerifier verifier = rig.verifier();
        RateLimiter off = new RateLimiter(0, 100, new TestClock());
        TokenVerification verification = new TokenVerification(verifier, rig.threads());
        return List.of(new FindRoute(ROUTES), new ReadToken(new TokenCache(verifier), verification, off, null));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNewTokenIsVerifiedOnceAndKnownFromThenOn() {
        UUID user = UUID.randomUUID();
        String token = "Authorization: Bearer " + TestTokens.of(user, Role.OWNER);
        assertThat(rig.send("GET", "/bookings", token)).as("waits").isEmpty();
        rig.runThreads();
        assertThat(rig.answered()).startsWith("HTTP/1.1 404 ");
        AdmissionState state = rig.passed().admission();
        assertThat(state.caller()).extracting("userId").isEqualTo(user);
        assertThat(state.verdict()).isEqualTo(AdmissionState.Verdict.GOOD);

        assertThat(rig.send("GET", "/bookings", token)).as("does not wait").isNotEmpty();
        assertThat(state.caller()).extracting("userId").isEqualTo(user);
    }

    @Test
    void aTokenThatIsNotGoodHasNoCaller() {
        rig.send("GET", "/bookings", "Authorization: Bearer a.forged.token-of-some-length");
        rig.runThreads();
        assertThat(rig.answered()).startsWith("HTTP/1.1 404 ");
        assertThat(rig.passed().admission().caller()).isNull();
        assertThat(rig.passed().admission().verdict()).isEqualTo(AdmissionState.Verdict.BAD);
    }

    @Test
    void whereNoneIsNeededNobodyWaitsForOne() {
        rig.send("GET", "/open", "Authorization: Bearer a.forged.token-of-some-length");
        assertThat(rig.passed().admission().caller()).isNull();
        rig.send("GET", "/bookings");
        assertThat(rig.passed().admission().caller()).isNull();
    }
}
