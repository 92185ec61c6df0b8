package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** A token that has been verified is remembered, but no longer than its key. */
class RevokedKeyTest {
    private static final String GUARDED = "/api/v1/bookings";

    private final RSAKey first = key("first");
    private final RSAKey second = key("second");
    private final AtomicReference<List<RSAKey>> published = new AtomicReference<>(List.of(first, second));

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tokenOf(RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                TestTokens.claims(UUID.randomUUID(), Role.OWNER).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private String answer(StubUpstream.Request request) {
        return request.target().equals("/.well-known/jwks.json")
                ? new JWKSet(List.copyOf(published.get())).toString()
                : "{}";
    }

    private static int status(Rig rig, String token) throws IOException {
        return rig.get(GUARDED, "Authorization: Bearer " + token).status();
    }

    @Test
    void aRevokedKeyTakesItsRememberedTokensWithIt() throws Exception {
        try (var upstream = StubUpstream.answering(this::answer);
                var rig = Rig.before(upstream, "JWT_SECRET", "", "JWKS_REFRESH", "5m")) {
            String revoked = tokenOf(first);
            String kept = tokenOf(second);
            assertThat(status(rig, revoked)).isEqualTo(200);
            assertThat(status(rig, kept)).isEqualTo(200);

            published.set(List.of(second));
            assertThat(status(rig, revoked))
                    .as("until the keys are fetched again")
                    .isEqualTo(200);
            Rig.clock().advance(Duration.ofMinutes(6));
            await().atMost(Duration.ofSeconds(10)).until(() -> status(rig, revoked) == 401);
            assertThat(status(rig, kept)).isEqualTo(200);
        }
    }
}
