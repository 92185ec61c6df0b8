package my.kilat.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tests on ASCII bytes that create no strings. */
public final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private static final boolean[] TOKEN = new boolean[256];
    private static final byte[] HEX_VALUE = new byte[256];
    private static final byte[] HEX = ascii("0123456789abcdef");

    static {
        for (byte c : ascii("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) {
            TOKEN[c] = true;
        }
        for (int c = 0; c < 256; c++) {
            HEX_VALUE[c] = (byte) Character.digit(c < 128 ? c : 0, 16);
        }
    }

    private Bytes() {}

    /** The bytes of an ASCII text. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The text of a range of bytes, one character per byte. */
    public static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether a byte may be part of a method or a header name. */
    public static boolean isToken(byte b) {
        return TOKEN[b & 0xff];
    }

    /** The value of a hexadecimal digit, or -1. */
    public static int hexValue(byte b) {
        return HEX_VALUE[b & 0xff];
    }

    /** A letter A to Z in lower case, every other byte as it is. */
    public static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /** Whether a range is the given lower-case text in any letter case. */
    public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, byte[] lower) {
        if (to - from != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            if (lower(bytes[from + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a range begins with the given lower-case text in any letter case. */
    public static boolean startsWithIgnoreCase(byte[] bytes, int from, int to, byte[] lower) {
        return to - from >= lower.length && equalsIgnoreCase(bytes, from, from + lower.length, lower);
    }

    /** Whether a comma-separated list contains the given lower-case word. */
    public static boolean listHolds(byte[] bytes, int from, int to, byte[] lower) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == ',') {
                int a = start;
                int b = i;
                while (a < b && isBlank(bytes[a])) {
                    a++;
                }
                while (b > a && isBlank(bytes[b - 1])) {
                    b--;
                }
                if (equalsIgnoreCase(bytes, a, b, lower)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /**
     * The index of the first byte that may not be part of a header value: a control character other than tab. It examines
     * eight bytes at a time, because a token alone is several hundred bytes long.
     *
     * @return its index, or {@code to} if there is none
     */
    static int firstControl(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long word = (long) LONGS.get(bytes, i);
            long below = (word - ONES * 0x20) & ~word & HIGHS;
            long delete = word ^ (ONES * 0x7f);
            delete = (delete - ONES) & ~delete & HIGHS;
            if ((below | delete) == 0) {
                i += 8;
                continue;
            }
            int end = i + 8;
            while (i < end && !isControl(bytes[i])) {
                i++;
            }
            if (i < end) {
                return i;
            }
        }
        while (i < to && !isControl(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < 0x20 && b != '\t') || b == 0x7f;
    }

    /**
     * Parses an unsigned decimal number of at most 18 digits.
     *
     * @return the number, or -1 if the range is anything else
     */
    public static long decimal(byte[] bytes, int from, int to) {
        if (to <= from || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    static byte hexDigit(int value) {
        return HEX[value & 15];
    }
}
