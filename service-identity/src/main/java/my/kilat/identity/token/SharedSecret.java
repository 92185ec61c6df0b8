package my.kilat.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.List;
import my.kilat.contract.identity.JsonWebKeySet;

/** HS256 with a secret that every verifier holds too. */
public final class SharedSecret implements TokenKeys {
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final JWSSigner signer;
    private final JWSVerifier verifier;

    public SharedSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        try {
            this.signer = new MACSigner(bytes);
            this.verifier = new MACVerifier(bytes);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("JWT_SECRET cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public SignedJWT sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(HEADER, claims);
            token.sign(signer);
            return token;
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    @Override
    public boolean verifies(SignedJWT token) {
        try {
            return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    @Override
    public JsonWebKeySet published() {
        return new JsonWebKeySet(List.of());
    }

    @Override
    public void keep() {
        // Only the setting holds the secret.
    }
}
