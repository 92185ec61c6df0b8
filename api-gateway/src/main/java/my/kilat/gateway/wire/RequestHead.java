package my.kilat.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request: its line and its header, parsed once from bytes into positions. One instance serves an event loop for
 * all its requests. An ambiguous request is refused here.
 */
public final class RequestHead {
    /** The result of {@link #read}. */
    public enum Outcome {
        /** The bytes end before the head does. */
        INCOMPLETE,
        /** The head is complete, and its parts can be read. */
        COMPLETE,
        /** Not a request that may be forwarded; see {@link #refusal}. */
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
     * Parses the head that begins at index 0.
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

    /** Copies another head with its bytes, which remain valid while the other parses on. */
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

    /** Interprets the header fields for framing and connection; returns the fault, or null. */
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

    /** The fault; only after {@link Outcome#REFUSED}. */
    public Refusal refusal() {
        Refusal known = refusal;
        return known == null ? Refusal.REQUEST_LINE : known;
    }

    /** The length of the head in bytes, the empty line included. */
    public int length() {
        return length;
    }

    /** The header fields. */
    public Fields fields() {
        return fields;
    }

    /** The bytes that positions refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The method. */
    public Method method() {
        return requestLine.method();
    }

    /** The start of the path. */
    public int pathStart() {
        return requestLine.pathStart();
    }

    /** The end of the path, where the query, if any, begins with its question mark. */
    public int pathEnd() {
        return requestLine.pathEnd();
    }

    /** The end of the target. */
    public int targetEnd() {
        return requestLine.targetEnd();
    }

    /** The index of the Host field, or -1 (HTTP/1.0 only). */
    public int host() {
        return host;
    }

    /** Whether the client uses HTTP/1.0, which has no chunked encoding. */
    public boolean oldVersion() {
        return requestLine.oldVersion();
    }

    /** Whether the client wants the connection closed after the response. */
    public boolean close() {
        return close;
    }

    /** Whether the body is chunked. */
    public boolean chunked() {
        return chunked;
    }

    /** The length of the body, or -1 if the header does not say. */
    public long contentLength() {
        return contentLength;
    }

    /** Whether the client waits for "100 Continue" before it sends its body. */
    public boolean expectsContinue() {
        return expectsContinue && (chunked || contentLength > 0);
    }

    /** Whether there is any Connection field, so that the fields it names must be looked up. */
    public boolean hasConnection() {
        return hasConnection;
    }

    /** Whether this requests an upgrade to WebSocket. */
    public boolean upgradesToWebSocket() {
        return connectionUpgrade
                && upgradeWebSocket
                && requestLine.method() == Method.GET
                && !requestLine.oldVersion()
                && !chunked
                && contentLength <= 0;
    }
}
