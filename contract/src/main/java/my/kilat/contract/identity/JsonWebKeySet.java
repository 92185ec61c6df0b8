package my.kilat.contract.identity;

import java.util.List;

/**
 * The public keys that verify access tokens (RFC 7517). Not in an envelope.
 *
 * @param keys none if tokens are signed with a shared secret
 */
public record JsonWebKeySet(List<JsonWebKey> keys) {

    /**
     * One RSA public key.
     *
     * @param kty always {@code RSA}
     * @param use always {@code sig}
     * @param alg always {@code RS256}
     * @param kid identifies the key in a token's header
     * @param n modulus, base64url
     * @param e exponent, base64url
     */
    public record JsonWebKey(String kty, String use, String alg, String kid, String n, String e) {}
}
