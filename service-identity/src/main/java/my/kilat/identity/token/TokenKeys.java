package my.kilat.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import my.kilat.contract.identity.JsonWebKeySet;

/** What tokens are signed and checked with: a shared secret, or a key pair whose public half is published. */
public interface TokenKeys {
    /** The claims, signed. */
    SignedJWT sign(JWTClaimsSet claims);

    /** Whether the signature of a token is one of ours, of the algorithm in use, by a key still in use. */
    boolean verifies(SignedJWT token);

    /** The public keys by which others verify access tokens; none with a shared secret. */
    JsonWebKeySet published();

    /** Says that the key is still signed with, and forgets those whose tokens have all expired. */
    void keep();
}
