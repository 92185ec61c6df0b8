package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.net.Address;

/**
 * The other end of a client's connection.
 *
 * @param text the address in the notation of header fields
 * @param trusted whether it is a proxy whose {@code X-Forwarded-*} is trusted
 * @param secure whether it uses TLS
 */
public record Peer(Address address, byte[] text, boolean trusted, boolean secure) {
    /** A peer at an address. */
    public static Peer of(Address address, boolean trusted, boolean secure) {
        return new Peer(address, Bytes.ascii(address.text()), trusted, secure);
    }
}
