package my.kilat.identity.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * From where somebody logs in or refreshes.
 *
 * @param address an IPv4 address, or the network of an IPv6 address
 */
public record Client(String address) {
    /**
     * What an account and this address are kept under together. It is of use only to whoever knows both: which addresses
     * somebody uses cannot be read from it.
     *
     * @param email the account's address in its one spelling
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
