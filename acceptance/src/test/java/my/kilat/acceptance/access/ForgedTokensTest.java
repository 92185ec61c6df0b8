package my.kilat.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.RawHttp;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that look right and are not: nobody takes them, neither the gateway nor a service behind it. */
class ForgedTokensTest {
    private static Kilat kilat;
    private static Person owner;
    private static Map<String, String> forged;

    @BeforeAll
    static void forge() throws JOSEException, ParseException {
        kilat = Kilat.shared();
        owner = kilat.owner();
        JWTClaimsSet claims = SignedJWT.parse(owner.accessToken()).getJWTClaimsSet();
        JWTClaimsSet promoted =
                new JWTClaimsSet.Builder(claims).claim("role", "admin").build();
        JsonNode key = kilat.service("identity")
                .get("/.well-known/jwks.json")
                .json()
                .path("keys")
                .get(0);
        String kid = key.path("kid").asText();
        RSAKey published = RSAKey.parse(key.toString());
        RSAKey own = new RSAKeyGenerator(2048).generate();
        String[] parts = owner.accessToken().split("\\.");
        forged = new LinkedHashMap<>(Map.of(
                "refresh", owner.refreshToken(),
                "unsigned", encoded("{\"alg\":\"none\"}") + "." + encoded(promoted.toString()) + ".",
                "unsigned, with a signature", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
                "changed", parts[0] + "." + encoded(promoted.toString()) + "." + parts[2],
                "cut", owner.accessToken().substring(0, owner.accessToken().length() - 20),
                "signed by somebody else", signed(JWSAlgorithm.RS256, kid, promoted, new RSASSASigner(own)),
                "signed by somebody else, as if by nobody",
                        signed(JWSAlgorithm.RS256, "", promoted, new RSASSASigner(own)),
                "signed with the public key as a secret",
                        signed(
                                JWSAlgorithm.HS256,
                                kid,
                                promoted,
                                new MACSigner(published.toPublicKey().getEncoded())),
                "signed with the published words as a secret",
                        signed(
                                JWSAlgorithm.HS256,
                                kid,
                                promoted,
                                new MACSigner(key.toString().getBytes(StandardCharsets.UTF_8)))));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @ParameterizedTest
    @CsvSource({
        "identity, /api/v1/auth/profile",
        "booking, /api/v1/bookings",
        "payment, /api/v1/payments",
        "runner, /api/v1/petshops",
        "tracking, /api/v1/tracking/0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11",
        "notification, /api/v1/notifications",
    })
    void nobodyTakesAForgedToken(String service, String path) {
        for (ApiClient door : new ApiClient[] {kilat.gateway(), kilat.service(service)}) {
            forged.forEach((what, token) -> {
                assertThat(door.as(token).get(path).status()).as(what).isEqualTo(401);
            });
            assertThat(door.get(path).expect(401).error()).isEqualTo("authorization header is required");
            assertThat(door.as("x").get(path).expect(401).error()).isEqualTo("invalid or expired token");
            assertThat(door.with("Authorization", "Basic eDp5")
                            .get(path)
                            .expect(401)
                            .error())
                    .isEqualTo("authorization header must be Bearer {token}");
            Answer shouted =
                    door.with("Authorization", "BEARER " + owner.accessToken()).get(path);
            assertThat(shouted.status()).as("the scheme in capitals").isNotEqualTo(401);
        }
    }

    @Test
    void noSocketOpensForAForgedToken() {
        String path = "/ws/tracking/" + UUID.randomUUID();
        for (int port : new int[] {kilat.gatewayPort(), kilat.port("tracking")}) {
            forged.forEach((what, token) -> assertThat(RawHttp.upgrade(port, path + "?token=" + token, Map.of())
                            .status())
                    .as(what)
                    .isEqualTo(401));
            assertThat(RawHttp.upgrade(port, path, Map.of()).expect(401).error())
                    .isEqualTo("token query parameter is required");
        }
    }

    @Test
    void headersThatClaimAnIdentityAreNotBelieved() {
        ApiClient claiming = owner.client()
                .with("X-User-ID", kilat.admin().id().toString())
                .with("X-User-Role", "admin")
                .with("X-Role", "admin");
        assertThat(claiming.get("/api/v1/auth/profile").data().path("role").asText())
                .isEqualTo("owner");
        assertThat(claiming.get("/api/v1/bookings?page=1&limit=1")
                        .json()
                        .path("pagination")
                        .path("total")
                        .asInt(-1))
                .isZero();
    }
}
