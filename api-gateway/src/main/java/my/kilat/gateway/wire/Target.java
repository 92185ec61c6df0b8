package my.kilat.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * Validates the path of a request. Anything that two parsers could interpret as two different paths is refused before routing,
 * so that no rule about a prefix can be bypassed.
 */
final class Target {
    private static final boolean[] IN_SEGMENT = new boolean[256];
    private static final boolean[] IN_QUERY = new boolean[256];
    private static final boolean[] UNRESERVED = new boolean[256];

    static {
        for (byte c : Bytes.ascii("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) {
            UNRESERVED[c] = true;
            IN_SEGMENT[c] = true;
        }
        for (byte c : Bytes.ascii("!$&'()*+,=:@")) {
            IN_SEGMENT[c] = true;
        }
        for (int c = 0x21; c < 0x7f; c++) {
            IN_QUERY[c] = c != '#';
        }
    }

    private Target() {}

    /** The end of the path: at the question mark or at the end of the target. */
    static int pathEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '?') {
            i++;
        }
        return i;
    }

    /** The fault of a path and query, or null if there is none. */
    static @Nullable Refusal fault(byte[] bytes, int from, int pathEnd, int to) {
        if (from == pathEnd || bytes[from] != '/') {
            return Refusal.TARGET;
        }
        int segment = from + 1;
        for (int i = from + 1; i < pathEnd; i++) {
            byte b = bytes[i];
            if (IN_SEGMENT[b & 0xff]) {
                continue;
            }
            if (b == '/') {
                if (i == segment || isDots(bytes, segment, i)) {
                    return Refusal.PATH;
                }
                segment = i + 1;
            } else if (b == '%') {
                Refusal fault = escape(bytes, i, pathEnd);
                if (fault != null) {
                    return fault;
                }
                i += 2;
            } else {
                return Refusal.PATH;
            }
        }
        if (isDots(bytes, segment, pathEnd)) {
            return Refusal.PATH;
        }
        for (int i = pathEnd; i < to; i++) {
            if (!IN_QUERY[bytes[i] & 0xff]) {
                return Refusal.TARGET;
            }
        }
        return null;
    }

    /**
     * An escape may stand only for a byte of a name: not for a slash, backslash, dot, percent sign (a second encoding),
     * semicolon, control character, or a byte that is not part of well-formed UTF-8.
     */
    private static @Nullable Refusal escape(byte[] bytes, int at, int end) {
        int value = escaped(bytes, at, end);
        if (value < 0 || (UNRESERVED[value] && value != '.')) {
            return Refusal.ESCAPE;
        }
        if (value < 0x20
                || value == 0x7f
                || value == '/'
                || value == '\\'
                || value == '.'
                || value == '%'
                || value == ';') {
            return Refusal.PATH;
        }
        if (value >= 0x80 && !partOfUtf8(bytes, at, end, value)) {
            return Refusal.ESCAPE;
        }
        return null;
    }

    private static boolean partOfUtf8(byte[] bytes, int at, int end, int value) {
        if (value < 0xc0) {
            int before = at >= 3 && bytes[at - 3] == '%' ? escaped(bytes, at - 3, end) : -1;
            return before >= 0x80;
        }
        int more = value >= 0xc2 && value < 0xe0
                ? 1
                : value >= 0xe0 && value < 0xf0 ? 2 : value >= 0xf0 && value < 0xf5 ? 3 : 0;
        if (more == 0) {
            return false;
        }
        for (int k = 1; k <= more; k++) {
            int next = escaped(bytes, at + 3 * k, end);
            if (next < 0x80 || next > 0xbf) {
                return false;
            }
        }
        int second = escaped(bytes, at + 3, end);
        boolean overlong = (value == 0xe0 && second < 0xa0) || (value == 0xf0 && second < 0x90);
        boolean outside = (value == 0xed && second > 0x9f) || (value == 0xf4 && second > 0x8f);
        boolean longer =
                escaped(bytes, at + 3 * (more + 1), end) >= 0x80 && escaped(bytes, at + 3 * (more + 1), end) < 0xc0;
        return !overlong && !outside && !longer;
    }

    private static int escaped(byte[] bytes, int at, int end) {
        if (at + 2 >= end || bytes[at] != '%') {
            return -1;
        }
        int high = Bytes.hexValue(bytes[at + 1]);
        int low = Bytes.hexValue(bytes[at + 2]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isDots(byte[] bytes, int from, int to) {
        int length = to - from;
        return (length == 1 && bytes[from] == '.') || (length == 2 && bytes[from] == '.' && bytes[from + 1] == '.');
    }

    /** Whether a Host header, or the authority of an absolute target, is a name or address with an optional port. */
    static boolean isAuthority(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 255) {
            return false;
        }
        int i = from;
        if (bytes[i] == '[') {
            i++;
            int start = i;
            while (i < to && (Bytes.hexValue(bytes[i]) >= 0 || bytes[i] == ':' || bytes[i] == '.')) {
                i++;
            }
            if (i == start || i == to || bytes[i] != ']') {
                return false;
            }
            i++;
        } else {
            while (i < to && UNRESERVED[bytes[i] & 0xff]) {
                i++;
            }
            if (i == from) {
                return false;
            }
        }
        if (i == to) {
            return true;
        }
        long port = Bytes.decimal(bytes, i + 1, to);
        return bytes[i] == ':' && to - i <= 6 && (i + 1 == to || (port >= 0 && port <= 65535));
    }
}
