package my.kilat.gateway.proxy;

import java.nio.charset.StandardCharsets;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** What a request leaves behind for metrics and the access log. Reused from request to request. */
final class AccessRecord {
    /** A path is remembered up to here: thousands of lines may wait for the log, and a path may be as long as a head. */
    private static final int LONGEST_PATH = 256;

    private long number;
    private long started;
    private int status;
    private boolean logged;
    private boolean cut;
    private boolean left;
    private @Nullable String path;
    private @Nullable String trace;

    void begin(long now) {
        number++;
        started = now;
        status = 0;
        logged = false;
        cut = false;
        left = false;
        path = null;
        trace = null;
    }

    /**
     * Remembers what was asked for. The query is left out: on sockets it holds a token, elsewhere perhaps something
     * private.
     *
     * @param always whether the request is to be logged even if all goes well
     */
    void asked(RequestHead head, boolean always) {
        int end = Math.min(head.pathEnd(), head.pathStart() + LONGEST_PATH);
        path = Bytes.text(head.bytes(), head.pathStart(), end);
        logged = always;
    }

    /** It is asked for so often, by programs, that only what goes wrong is worth a line. */
    void unlogged() {
        logged = false;
    }

    void traced(byte[] id) {
        trace = new String(id, StandardCharsets.US_ASCII);
    }

    void answered(int newStatus) {
        status = newStatus;
    }

    /** The answer broke off. */
    void cut() {
        cut = true;
    }

    /** The client left before its answer was complete. */
    void left() {
        left = true;
    }

    long number() {
        return number;
    }

    long started() {
        return started;
    }

    int status() {
        return status;
    }

    boolean logged() {
        return logged;
    }

    boolean wasCut() {
        return cut;
    }

    boolean hasLeft() {
        return left;
    }

    String pathOrEmpty() {
        String known = path;
        return known == null ? "" : known;
    }

    String traceOrEmpty() {
        String known = trace;
        return known == null ? "" : known;
    }
}
