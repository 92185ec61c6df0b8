package my.kilat.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request: its line and its header, read once from bytes into positions. One instance serves an event
 * loop for all its requests. A request that could be understood in two ways is refused here.
 */
public final class RequestHead {
    /** What {@link #read} found. */
    public enum Outcome {
        /** The bytes end before the head does. */
        INCOMPLETE,
        /** A whole head, ready to be asked. */
        COMPLETE,
        /** Not a request that may be passed on; see {@link #refusal}. */
        REFUSED
    }

    private static final byte[] VERSION = Bytes.ascii("HTTP/1.");
    private static final byte[] CLOSE = Bytes.ascii("close");
    private static final byte[] CHUNKED = Bytes.ascii("chunked");
    private static final byte[] CONTINUE = Bytes.ascii("100-continue");
    private static final byte[] WEBSOCKET = Bytes.ascii("websocket");
    private static final byte[] UPGRADE = Bytes.ascii("upgrade");
    private static final byte[] HTTP = Bytes.ascii("http://");
    private static final byte[] HTTPS = Bytes.ascii("https://");

    private final Fields fields = new Fields();
    private @Nullable Refusal refusal;
    private Method method = Method.GET;
    private byte[] bytes = new byte[0];
    private int pathStart;
    private int pathEnd;
    private int targetEnd;
    private int length;
    private int authorityStart;
    private int authorityEnd;
    private int host;
    private boolean oldVersion;
    private boolean close;
    private boolean chunked;
    private boolean expectsContinue;
    private boolean connectionUpgrade;
    private boolean upgradeWebSocket;
    private boolean hasConnection;
    private long contentLength;

    /**
     * Reads the head that begins at index 0.
     *
     * @param from the bytes
     * @param end how many of them there are
     * @param limit how long a head may be
     */
    public Outcome read(byte[] from, int end, int limit) {
        bytes = from;
        length = 0;
        int line = requestLine(end);
        if (line < 0) {
            return line == Fields.INCOMPLETE && end < limit ? Outcome.INCOMPLETE : refusedLine(line);
        }
        int after = fields.read(from, line, end);
        if (after > limit || after == Fields.TOO_MANY || (after == Fields.INCOMPLETE && end >= limit)) {
            return refuse(Refusal.TOO_LARGE);
        }
        if (after == Fields.INCOMPLETE) {
            return Outcome.INCOMPLETE;
        }
        if (after == Fields.MALFORMED) {
            return refuse(Refusal.HEADER);
        }
        length = after;
        Refusal fault = meaning();
        return fault == null ? Outcome.COMPLETE : refuse(fault);
    }

    private Outcome refusedLine(int line) {
        if (line == Fields.INCOMPLETE) {
            return refuse(Refusal.TOO_LARGE);
        }
        Refusal known = refusal;
        return refuse(known == null ? Refusal.REQUEST_LINE : known);
    }

    private Outcome refuse(Refusal fault) {
        refusal = fault;
        return Outcome.REFUSED;
    }

    /** Reads "METHOD SP target SP HTTP/1.x CRLF". Returns the index behind it or a negative constant of Fields. */
    private int requestLine(int end) {
        refusal = null;
        int i = 0;
        while (i < end && Bytes.isToken(bytes[i])) {
            i++;
        }
        if (i == end) {
            return i > 32 ? Fields.MALFORMED : Fields.INCOMPLETE;
        }
        if (i == 0 || bytes[i] != ' ') {
            return Fields.MALFORMED;
        }
        Method known = Method.of(bytes, 0, i);
        int target = ++i;
        while (i < end && bytes[i] > ' ' && bytes[i] != 0x7f) {
            i++;
        }
        if (i == end) {
            return Fields.INCOMPLETE;
        }
        if (i == target || bytes[i] != ' ') {
            return Fields.MALFORMED;
        }
        targetEnd = i++;
        if (end - i < VERSION.length + 3) {
            return partOfVersion(i, end) ? Fields.INCOMPLETE : Fields.MALFORMED;
        }
        if (!partOfVersion(i, end)) {
            return malformed(Refusal.VERSION);
        }
        i += VERSION.length;
        oldVersion = bytes[i] == '0';
        if (!oldVersion && bytes[i] != '1') {
            return malformed(Refusal.VERSION);
        }
        if (bytes[i + 1] != '\r' || bytes[i + 2] != '\n') {
            return Fields.MALFORMED;
        }
        if (known == null) {
            return malformed(Refusal.METHOD);
        }
        method = known;
        return origin(target) ? i + 3 : malformed(Refusal.TARGET);
    }

    private int malformed(Refusal fault) {
        refusal = fault;
        return Fields.MALFORMED;
    }

    private boolean partOfVersion(int at, int end) {
        for (int k = 0; k < VERSION.length && at + k < end; k++) {
            if (bytes[at + k] != VERSION[k]) {
                return false;
            }
        }
        return true;
    }

    /** Finds the path in the target: the whole of it, or what follows the authority of an absolute one. */
    private boolean origin(int target) {
        authorityStart = -1;
        pathStart = target;
        if (bytes[target] != '/') {
            int scheme = Bytes.startsWithIgnoreCase(bytes, target, targetEnd, HTTP)
                    ? HTTP.length
                    : Bytes.startsWithIgnoreCase(bytes, target, targetEnd, HTTPS) ? HTTPS.length : 0;
            if (scheme == 0) {
                return false;
            }
            authorityStart = target + scheme;
            int i = authorityStart;
            while (i < targetEnd && bytes[i] != '/') {
                i++;
            }
            authorityEnd = i;
            pathStart = i;
        }
        pathEnd = Target.pathEnd(bytes, pathStart, targetEnd);
        return pathStart < targetEnd;
    }

    /** Works out what the header says about framing and connection; returns what is wrong with it, or null. */
    private @Nullable Refusal meaning() {
        close = oldVersion;
        chunked = false;
        expectsContinue = false;
        connectionUpgrade = false;
        upgradeWebSocket = false;
        hasConnection = false;
        contentLength = -1;
        host = -1;
        for (int i = 0; i < fields.count(); i++) {
            Field field = fields.field(i);
            Refusal fault = switch (field) {
                case OTHER -> null;
                case CONNECTION -> connection(i);
                case TRANSFER_ENCODING -> transferEncoding(i);
                case CONTENT_LENGTH -> contentLength(i);
                case HOST -> host(i);
                case EXPECT -> expect(i);
                case UPGRADE -> {
                    upgradeWebSocket = fields.valueIs(i, WEBSOCKET);
                    yield null;
                }
                case AUTHORIZATION, ORIGIN, X_REQUEST_ID, TRACEPARENT, IDEMPOTENCY_KEY ->
                    fields.find(field) < i ? Refusal.REPEATED : null;
                default -> null;
            };
            if (fault != null) {
                return fault;
            }
        }
        if (chunked && contentLength >= 0) {
            return Refusal.BOTH_FRAMINGS;
        }
        if (chunked && oldVersion) {
            return Refusal.TRANSFER_ENCODING;
        }
        if ((host < 0 && !oldVersion) || (authorityStart >= 0 && !hostIsAuthority())) {
            return Refusal.HOST;
        }
        return Target.fault(bytes, pathStart, pathEnd, targetEnd);
    }

    private @Nullable Refusal connection(int i) {
        hasConnection = true;
        close |= fields.valueHolds(i, CLOSE);
        connectionUpgrade |= fields.valueHolds(i, UPGRADE);
        return null;
    }

    private @Nullable Refusal transferEncoding(int i) {
        boolean again = chunked;
        chunked = true;
        return again || !fields.valueIs(i, CHUNKED) ? Refusal.TRANSFER_ENCODING : null;
    }

    private @Nullable Refusal contentLength(int i) {
        boolean again = contentLength >= 0;
        contentLength = Bytes.decimal(bytes, fields.valueStart(i), fields.valueEnd(i));
        return again || contentLength < 0 ? Refusal.LENGTH : null;
    }

    private @Nullable Refusal host(int i) {
        boolean again = host >= 0;
        host = i;
        return again || !Target.isAuthority(bytes, fields.valueStart(i), fields.valueEnd(i)) ? Refusal.HOST : null;
    }

    private @Nullable Refusal expect(int i) {
        expectsContinue = !oldVersion;
        return fields.valueIs(i, CONTINUE) ? null : Refusal.EXPECTATION;
    }

    private boolean hostIsAuthority() {
        if (host < 0) {
            return false;
        }
        byte[] authority =
                Bytes.ascii(Bytes.text(bytes, authorityStart, authorityEnd).toLowerCase(java.util.Locale.ROOT));
        return fields.valueIs(host, authority);
    }

    /** What is wrong; only after {@link Outcome#REFUSED}. */
    public Refusal refusal() {
        Refusal known = refusal;
        return known == null ? Refusal.REQUEST_LINE : known;
    }

    /** How many bytes the head takes, the empty line included. */
    public int length() {
        return length;
    }

    /** The header fields. */
    public Fields fields() {
        return fields;
    }

    /** The bytes that positions point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** The method. */
    public Method method() {
        return method;
    }

    /** Where the path begins. */
    public int pathStart() {
        return pathStart;
    }

    /** Where the path ends and the query, if any, begins with its question mark. */
    public int pathEnd() {
        return pathEnd;
    }

    /** Where the target ends. */
    public int targetEnd() {
        return targetEnd;
    }

    /** Which field is the Host, or -1 (HTTP/1.0 only). */
    public int host() {
        return host;
    }

    /** Whether the caller speaks HTTP/1.0, to whom nothing may be sent in chunks. */
    public boolean oldVersion() {
        return oldVersion;
    }

    /** Whether the caller wants the connection closed after the answer. */
    public boolean close() {
        return close;
    }

    /** Whether the body comes in chunks. */
    public boolean chunked() {
        return chunked;
    }

    /** How long the body is, or -1 when the header does not say. */
    public long contentLength() {
        return contentLength;
    }

    /** Whether the caller waits for "100 Continue" before it sends its body. */
    public boolean expectsContinue() {
        return expectsContinue && (chunked || contentLength > 0);
    }

    /** Whether there is any Connection field, so that fields it names must be looked for. */
    public boolean hasConnection() {
        return hasConnection;
    }

    /** Whether this asks to turn the connection into a WebSocket. */
    public boolean upgradesToWebSocket() {
        return connectionUpgrade
                && upgradeWebSocket
                && method == Method.GET
                && !oldVersion
                && !chunked
                && contentLength <= 0;
    }
}
