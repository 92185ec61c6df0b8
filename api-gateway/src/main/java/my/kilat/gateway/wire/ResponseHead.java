package my.kilat.gateway.wire;

/**
 * The head of an upstream's response, parsed as strictly as a request: an upstream that was tricked into writing a second
 * header or a second response must not reach the client with it.
 */
public final class ResponseHead {
    /** The result of {@link #read}. */
    public enum Outcome {
        INCOMPLETE,
        COMPLETE,
        /** Not a response that may be passed on. */
        BROKEN
    }

    private static final byte[] VERSION = Bytes.ascii("HTTP/1.");
    private static final byte[] CLOSE = Bytes.ascii("close");
    private static final byte[] KEEP_ALIVE = Bytes.ascii("keep-alive");
    private static final byte[] CHUNKED = Bytes.ascii("chunked");
    private static final byte[] EVENT_STREAM = Bytes.ascii("text/event-stream");

    private final Fields fields = new Fields();
    private byte[] bytes = new byte[0];
    private int length;
    private int status;
    private int reasonEnd;
    private boolean close;
    private boolean hasConnection;
    private boolean chunked;
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
        int line = statusLine(end);
        if (line == Fields.INCOMPLETE) {
            return end < limit ? Outcome.INCOMPLETE : Outcome.BROKEN;
        }
        if (line < 0) {
            return Outcome.BROKEN;
        }
        int after = fields.read(from, line, end);
        if (after == Fields.INCOMPLETE) {
            return end < limit ? Outcome.INCOMPLETE : Outcome.BROKEN;
        }
        if (after < 0 || after > limit) {
            return Outcome.BROKEN;
        }
        length = after;
        return meaning() ? Outcome.COMPLETE : Outcome.BROKEN;
    }

    /** Parses "HTTP/1.x SP nnn SP reason CRLF". Returns the index after it or a negative constant of Fields. */
    private int statusLine(int end) {
        int known = Math.min(end, VERSION.length);
        for (int k = 0; k < known; k++) {
            if (bytes[k] != VERSION[k]) {
                return Fields.MALFORMED;
            }
        }
        int at = VERSION.length;
        if (end < at + 7) {
            return Fields.INCOMPLETE;
        }
        boolean old = bytes[at] == '0';
        status = (int) Bytes.decimal(bytes, at + 2, at + 5);
        if ((!old && bytes[at] != '1') || bytes[at + 1] != ' ' || status < 100 || status > 599) {
            return Fields.MALFORMED;
        }
        int i = at + 5;
        if (bytes[i] != ' ' && bytes[i] != '\r') {
            return Fields.MALFORMED;
        }
        i = Bytes.firstControl(bytes, i, end);
        if (i + 1 >= end) {
            return Fields.INCOMPLETE;
        }
        if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
            return Fields.MALFORMED;
        }
        reasonEnd = i;
        close = old;
        return i + 2;
    }

    private boolean meaning() {
        chunked = false;
        hasConnection = false;
        contentLength = -1;
        for (int i = 0; i < fields.count(); i++) {
            switch (fields.field(i)) {
                case CONNECTION -> {
                    hasConnection = true;
                    close = fields.valueHolds(i, CLOSE) || (close && !fields.valueHolds(i, KEEP_ALIVE));
                }
                case TRANSFER_ENCODING -> {
                    if (chunked || !fields.valueIs(i, CHUNKED)) {
                        return false;
                    }
                    chunked = true;
                }
                case CONTENT_LENGTH -> {
                    long before = contentLength;
                    contentLength = Bytes.decimal(bytes, fields.valueStart(i), fields.valueEnd(i));
                    if (contentLength < 0 || before >= 0) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return !chunked || contentLength < 0;
    }

    /** The length of the head in bytes, the empty line included. */
    public int length() {
        return length;
    }

    /** The status, 100 to 599. */
    public int status() {
        return status;
    }

    /** The start of "nnn reason". */
    public int statusStart() {
        return VERSION.length + 2;
    }

    /** The end of the reason. */
    public int reasonEnd() {
        return reasonEnd;
    }

    /** The header fields. */
    public Fields fields() {
        return fields;
    }

    /** The bytes that positions refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the upstream closes the connection after this response. */
    public boolean close() {
        return close;
    }

    /** Whether there is any Connection field. */
    public boolean hasConnection() {
        return hasConnection;
    }

    /** Whether the body is chunked. */
    public boolean chunked() {
        return chunked;
    }

    /** The length of the body, or -1 if the header does not say. */
    public long contentLength() {
        return contentLength;
    }

    /** Whether the body is a stream of events, which has no end that a client could wait for. */
    public boolean isEventStream() {
        int type = fields.find(Field.CONTENT_TYPE);
        return type >= 0
                && Bytes.startsWithIgnoreCase(bytes, fields.valueStart(type), fields.valueEnd(type), EVENT_STREAM);
    }

    /** Whether a response of this status never has a body, whatever its header says. */
    public boolean bodiless() {
        return status == 204 || status == 304;
    }
}
