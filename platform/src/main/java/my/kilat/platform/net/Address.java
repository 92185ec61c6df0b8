package my.kilat.platform.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A network address as two numbers. A holder of an IPv6 address usually controls its whole /64, so callers are
 * distinguished by that prefix.
 *
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address behind {@code ::ffff:}
 * @param text the notation in headers and logs
 */
public record Address(long high, long low, String text) {
    private static final long MAPPED = 0xffff_0000_0000L;

    /** Converts an address of the JDK; an IPv4-mapped IPv6 address becomes IPv4. */
    public static Address of(InetAddress address) {
        byte[] bytes = address.getAddress();
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        if (address instanceof Inet4Address) {
            return new Address(0, MAPPED | number(bytes, 0, 4), plain);
        }
        return new Address(number(bytes, 0, 8), number(bytes, 8, 16), plain);
    }

    /** Parses the value of a forwarded header, perhaps with a port; null if it is not an address. */
    public static @Nullable Address parse(String text) {
        String bare = text.strip();
        if (bare.startsWith("[")) {
            int end = bare.indexOf(']');
            bare = end < 0 ? "" : bare.substring(1, end);
        } else if (bare.indexOf(':') == bare.lastIndexOf(':') && bare.indexOf(':') > 0) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        if (bare.indexOf(':') < 0 && bare.chars().filter(c -> c == '.').count() != 3) {
            return null;
        }
        try {
            return bare.isEmpty() ? null : of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return high == 0 && (low & ~0xffff_ffffL) == MAPPED;
    }

    /** The upper half of the caller's key. */
    public long callerHigh() {
        return high;
    }

    /** The lower half of the caller's key; 0 for IPv6. */
    public long callerLow() {
        return isIpv4() ? low : 0;
    }

    /** The key by which callers are counted: an IPv4 address, or the /64 prefix of an IPv6 address. */
    public String caller() {
        return isIpv4() ? text : Long.toHexString(high) + "/64";
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
