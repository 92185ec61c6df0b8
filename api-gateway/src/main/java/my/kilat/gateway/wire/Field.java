package my.kilat.gateway.wire;

/** The header fields that a proxy must know; every other one is {@link #OTHER} and passes unchanged. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are never handed out to be changed
public enum Field {
    OTHER("", false, false),

    // Hop-by-hop (RFC 9110 §7.6.1): never passed on, in either direction.
    CONNECTION("connection", true, true),
    KEEP_ALIVE("keep-alive", true, true),
    PROXY_CONNECTION("proxy-connection", true, true),
    PROXY_AUTHENTICATE("proxy-authenticate", true, true),
    PROXY_AUTHORIZATION("proxy-authorization", true, true),
    TE("te", true, true),
    TRAILER("trailer", true, true),
    UPGRADE("upgrade", true, true),
    HTTP2_SETTINGS("http2-settings", true, true),

    // Framing and addressing: parsed here and written anew, so that both sides see the same message.
    TRANSFER_ENCODING("transfer-encoding", true, true),
    CONTENT_LENGTH("content-length", true, true),
    HOST("host", true, false),
    EXPECT("expect", true, false),

    // The client's identity, which only the gateway may set.
    FORWARDED("forwarded", true, false),
    X_FORWARDED_FOR("x-forwarded-for", true, false),
    X_FORWARDED_HOST("x-forwarded-host", true, false),
    X_FORWARDED_PROTO("x-forwarded-proto", true, false),
    X_FORWARDED_OTHER("x-forwarded-port", true, false),
    X_REAL_IP("x-real-ip", true, false),
    IDENTITY("x-user-id", true, false),

    // Fields that the gateway reads, or sets itself on every response.
    X_REQUEST_ID("x-request-id", true, true),
    TRACEPARENT("traceparent", true, false),
    AUTHORIZATION("authorization", false, false),
    ORIGIN("origin", false, false),
    IDEMPOTENCY_KEY("idempotency-key", false, false),
    ACCEPT_ENCODING("accept-encoding", false, false),
    IF_NONE_MATCH("if-none-match", false, false),
    CORS("access-control-allow-origin", false, true),
    NOSNIFF("x-content-type-options", false, true),
    FRAME_OPTIONS("x-frame-options", false, true),
    XSS_PROTECTION("x-xss-protection", false, true),
    TRANSPORT_SECURITY("strict-transport-security", false, true),
    REFERRER_POLICY("referrer-policy", false, true),
    RATE_LIMIT("ratelimit", false, true),
    VARY("vary", false, false),
    CONTENT_TYPE("content-type", false, false),
    CONTENT_ENCODING("content-encoding", false, false),
    CACHE_CONTROL("cache-control", false, false),
    ETAG("etag", false, false);

    private static final int SLOTS = 256;
    private static final Field[] TABLE = new Field[SLOTS];
    private static final byte[] X_FORWARDED = Bytes.ascii("x-forwarded-");
    private static final byte[] ACCESS_CONTROL_ALLOW = Bytes.ascii("access-control-");
    private static final byte[] RATELIMIT = Bytes.ascii("ratelimit");
    private static final byte[][] IDENTITIES = {
        Bytes.ascii("x-user-"),
        Bytes.ascii("x-auth-"),
        Bytes.ascii("x-authenticated-"),
        Bytes.ascii("x-kilat-"),
        Bytes.ascii("x-role"),
        Bytes.ascii("x-remote-"),
        Bytes.ascii("x-client-"),
        Bytes.ascii("x-original-"),
        Bytes.ascii("x-rewrite-")
    };

    static {
        for (Field field : values()) {
            if (field != OTHER) {
                int slot = slot(field.name, 0, field.name.length);
                while (TABLE[slot] != null) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                TABLE[slot] = field;
            }
        }
    }

    private final byte[] name;
    private final boolean keptFromUpstream;
    private final boolean keptFromClient;

    Field(String name, boolean keptFromUpstream, boolean keptFromClient) {
        this.name = Bytes.ascii(name);
        this.keptFromUpstream = keptFromUpstream;
        this.keptFromClient = keptFromClient;
    }

    /** Whether a request's field of this name is not passed on. */
    public boolean stopsInRequest() {
        return keptFromUpstream;
    }

    /** Whether a response's field of this name is not passed on. */
    public boolean stopsInAnswer() {
        return keptFromClient;
    }

    /** The field of a name in any letter case. */
    public static Field of(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (TABLE[slot] != null) {
            Field field = TABLE[slot];
            if (Bytes.equalsIgnoreCase(bytes, from, to, field.name)) {
                return field;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        int first = Bytes.lower(bytes[from]);
        return first == 'x' || first == 'a' || first == 'r' || underscored(bytes, from, to)
                ? family(bytes, from, to)
                : OTHER;
    }

    /** Names that are recognised by their prefix, or only after underscores are replaced, as many servers do. */
    private static Field family(byte[] bytes, int from, int to) {
        if (underscored(bytes, from, to)) {
            byte[] plain = new byte[to - from];
            for (int i = from; i < to; i++) {
                plain[i - from] = bytes[i] == '_' ? (byte) '-' : bytes[i];
            }
            return of(plain, 0, plain.length).stopsInRequest() ? IDENTITY : OTHER;
        }
        if (Bytes.startsWithIgnoreCase(bytes, from, to, X_FORWARDED)) {
            return X_FORWARDED_OTHER;
        }
        if (Bytes.startsWithIgnoreCase(bytes, from, to, ACCESS_CONTROL_ALLOW)) {
            return CORS;
        }
        if (Bytes.startsWithIgnoreCase(bytes, from, to, RATELIMIT)) {
            return RATE_LIMIT;
        }
        for (byte[] identity : IDENTITIES) {
            if (Bytes.startsWithIgnoreCase(bytes, from, to, identity)) {
                return IDENTITY;
            }
        }
        return OTHER;
    }

    private static boolean underscored(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '_') {
                return true;
            }
        }
        return false;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        int hash = length * 31 + Bytes.lower(bytes[from]);
        hash = hash * 31 + Bytes.lower(bytes[to - 1]);
        hash = hash * 31 + Bytes.lower(bytes[from + (length >> 1)]);
        return (hash ^ (hash >>> 8)) & (SLOTS - 1);
    }
}
