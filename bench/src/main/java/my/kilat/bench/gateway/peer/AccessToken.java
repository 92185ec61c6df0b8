package my.kilat.bench.gateway.peer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import my.kilat.bench.BenchException;
import my.kilat.platform.security.TokenSettings;

/**
 * A token as identity signs them (RS256), and the key set that it is verified with.
 *
 * @param text the token
 * @param keys the key set as JSON
 */
public record AccessToken(String text, String keys) {

    /** One that is valid for longer than any measurement. */
    public static AccessToken create() {
        try {
            RSAKey key = new RSAKeyGenerator(2048).keyID("bench").generate();
            UUID user = UUID.randomUUID();
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .issuer(TokenSettings.ISSUER)
                    .subject(user.toString())
                    .claim("user_id", user.toString())
                    .claim("email", "bench@example.com")
                    .claim("role", "owner")
                    .claim("token_type", "access")
                    .issueTime(Date.from(Instant.now()))
                    .expirationTime(Date.from(Instant.now().plus(1, ChronoUnit.DAYS)))
                    .build();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("bench").build(), claims);
            token.sign(new RSASSASigner(key));
            return new AccessToken(token.serialize(), new JWKSet(key.toPublicJWK()).toString());
        } catch (JOSEException e) {
            throw new BenchException("no token can be signed", e);
        }
    }
}
