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

    private static final byte[] CLOSE = Bytes.ascii("close");
    private static final byte[] CHUNKED = Bytes.ascii("chunked");
    private static final byte[] CONTINUE = Bytes.ascii("100-continue");
    private static final byte[] WEBSOCKET = Bytes.ascii("websocket");
    private static final byte[] UPGRADE = Bytes.ascii("upgrade");

    private final RequestLine requestLine = new RequestLine();
    private final Fields fields = new Fields();
    private @Nullable Refusal refusal;
    private byte[] bytes = new byte[0];
    private int length;
    private int host;
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
        refusal = null;
        int line = requestLine.read(from, end);
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

    /** Takes over what another has read, with a copy of its bytes, and keeps it while the other reads on. */
    public void copy(RequestHead other) {
        length = other.length;
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        System.arraycopy(other.bytes, 0, bytes, 0, length);
        requestLine.copy(other.requestLine, bytes);
        fields.copy(other.fields, bytes);
        refusal = other.refusal;
        host = other.host;
        close = other.close;
        chunked = other.chunked;
        expectsContinue = other.expectsContinue;
        connectionUpgrade = other.connectionUpgrade;
        upgradeWebSocket = other.upgradeWebSocket;
        hasConnection = other.hasConnection;
        contentLength = other.contentLength;
    }

    private Outcome refusedLine(int line) {
        if (line == Fields.INCOMPLETE) {
            return refuse(Refusal.TOO_LARGE);
        }
        Refusal known = requestLine.refusal();
        return refuse(known == null ? Refusal.REQUEST_LINE : known);
    }

    private Outcome refuse(Refusal fault) {
        refusal = fault;
        return Outcome.REFUSED;
    }

    /** Works out what the header says about framing and connection; returns what is wrong with it, or null. */
    private @Nullable Refusal meaning() {
        close = requestLine.oldVersion();
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
        if (chunked && requestLine.oldVersion()) {
            return Refusal.TRANSFER_ENCODING;
        }
        if ((host < 0 && !requestLine.oldVersion()) || (requestLine.hasAuthority() && !hostIsAuthority())) {
            return Refusal.HOST;
        }
        return Target.fault(bytes, requestLine.pathStart(), requestLine.pathEnd(), requestLine.targetEnd());
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
        expectsContinue = !requestLine.oldVersion();
        return fields.valueIs(i, CONTINUE) ? null : Refusal.EXPECTATION;
    }

    private boolean hostIsAuthority() {
        if (host < 0) {
            return false;
        }
        return fields.valueIs(host, requestLine.authority());
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

    /** The requestLine.method(). */
    public Method method() {
        return requestLine.method();
    }

    /** Where the path begins. */
    public int pathStart() {
        return requestLine.pathStart();
    }

    /** Where the path ends and the query, if any, begins with its question mark. */
    public int pathEnd() {
        return requestLine.pathEnd();
    }

    /** Where the target ends. */
    public int targetEnd() {
        return requestLine.targetEnd();
    }

    /** Which field is the Host, or -1 (HTTP/1.0 only). */
    public int host() {
        return host;
    }

    /** Whether the caller speaks HTTP/1.0, to whom nothing may be sent in chunks. */
    public boolean oldVersion() {
        return requestLine.oldVersion();
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
                && requestLine.method() == Method.GET
                && !requestLine.oldVersion()
                && !chunked
                && contentLength <= 0;
    }
}
