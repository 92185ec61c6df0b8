package my.kilat.gateway.wire;

import org.jspecify.annotations.Nullable;

/** The methods that the gateway forwards. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are never handed out to be changed
public enum Method {
    GET(true),
    HEAD(true),
    POST(false),
    PUT(true),
    PATCH(false),
    DELETE(true),
    OPTIONS(true);

    private static final Method[] ALL = values();

    private final byte[] word = Bytes.ascii(name());
    private final boolean repeatable;

    Method(boolean repeatable) {
        this.repeatable = repeatable;
    }

    /** Whether the method is idempotent (RFC 9110 §9.2.2). */
    public boolean repeatable() {
        return repeatable;
    }

    /** The method's name on the wire. */
    public byte[] word() {
        return word;
    }

    static @Nullable Method of(byte[] bytes, int from, int to) {
        for (Method method : ALL) {
            byte[] word = method.word;
            if (word.length == to - from && bytes[from] == word[0] && same(bytes, from, word)) {
                return method;
            }
        }
        return null;
    }

    private static boolean same(byte[] bytes, int from, byte[] word) {
        for (int i = 1; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
