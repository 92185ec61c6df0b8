package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** An event loop believes what it knows of a token only for a moment. */
class TokenCacheTest {
    private static final long MILLIS = 1_000_000;

    @Test
    void theVerifierIsAskedAgainTwiceASecond() throws Exception {
        TestClock clock = new TestClock();
        UUID user = UUID.randomUUID();
        String token = TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(15))))
                .build());
        byte[] bytes = Bytes.ascii("Bearer " + token + "\r\n");
        int to = bytes.length - 2;
        try (HttpClient http = HttpClient.newHttpClient()) {
            TokenVerifier verifier = new TokenVerifier(
                    TokenSettings.from(Environment.of(Map.of("JWT_SECRET", TestTokens.SECRET))), http, clock);
            TokenCache known = new TokenCache(verifier);
            assertThat(known.find(bytes, 7, to, 0)).as("not verified yet").isNull();
            verifier.verify(token);
            assertThat(known.find(bytes, 7, to, 0).userId()).isEqualTo(user);

            // From here on the verifier would not let it pass, for whatever reason.
            clock.advance(Duration.ofMinutes(16));
            assertThat(known.find(bytes, 7, to, 400 * MILLIS)).isNotNull();
            assertThat(known.find(bytes, 7, to, 500 * MILLIS)).isNull();
            assertThat(known.find(bytes, 7, to, 501 * MILLIS)).isNull();
        }
    }
}
