package my.kilat.gateway.watch;

import java.nio.charset.StandardCharsets;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** Metrics and access-log data of one request. Reused between requests. */
public final class AccessRecord {
    /** The part of a path that is kept: thousands of lines may be queued, and a path may be as long as a head. */
    private static final int LONGEST_PATH = 256;

    private long number;
    private long started;
    private int status;
    private boolean logged;
    private boolean cut;
    private boolean left;
    private @Nullable String path;
    private @Nullable String trace;

    public void begin(long now) {
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
     * Records the request line. The query is omitted: on sockets it holds a token, elsewhere perhaps personal data.
     *
     * @param always whether the request is logged even if it succeeds
     */
    public void asked(RequestHead head, boolean always) {
        int end = Math.min(head.pathEnd(), head.pathStart() + LONGEST_PATH);
        path = Bytes.text(head.bytes(), head.pathStart(), end);
        logged = always;
    }

    /** Logs only failures, because programs send this request very often. */
    public void unlogged() {
        logged = false;
    }

    public void traced(byte[] id) {
        trace = new String(id, StandardCharsets.US_ASCII);
    }

    public void answered(int newStatus) {
        status = newStatus;
    }

    /** The response was aborted. */
    public void cut() {
        cut = true;
    }

    /** The client disconnected before its response was complete. */
    public void left() {
        left = true;
    }

    public long number() {
        return number;
    }

    public long started() {
        return started;
    }

    public int status() {
        return status;
    }

    public boolean logged() {
        return logged;
    }

    public boolean wasCut() {
        return cut;
    }

    public boolean hasLeft() {
        return left;
    }

    public String pathOrEmpty() {
        String known = path;
        return known == null ? "" : known;
    }

    public String traceOrEmpty() {
        String known = trace;
        return known == null ? "" : known;
    }
}
