package my.kilat.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import my.kilat.contract.identity.JsonWebKeySet;

/** The keys with which tokens are signed and verified: a shared secret, or a key pair whose public half is published. */
public interface TokenKeys {
    /** Signs the claims. */
    SignedJWT sign(JWTClaimsSet claims);

    /** Whether a token has a valid signature of the configured algorithm by a key that is still accepted. */
    boolean verifies(SignedJWT token);

    /** The public keys with which others verify access tokens; none with a shared secret. */
    JsonWebKeySet published();

    /** Records that the key is in use, and deletes those whose tokens have all expired. */
    void keep();
}
