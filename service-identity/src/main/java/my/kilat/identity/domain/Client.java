package my.kilat.identity.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The network origin of a login or refresh.
 *
 * @param address an IPv4 address, or the network of an IPv6 address
 */
public record Client(String address) {
    /**
     * The key of an account together with this address. It is a hash of both, so the addresses that an account uses cannot be
     * read from it.
     *
     * @param email the account's normalised address
     */
    public byte[] keyFor(String email) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(email.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(address.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
