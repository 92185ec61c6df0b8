package my.kilat.gateway.watch;

import java.nio.charset.StandardCharsets;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** What a request leaves behind for metrics and the access log. Reused from request to request. */
public final class AccessRecord {
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
     * Remembers what was asked for. The query is left out: on sockets it holds a token, elsewhere perhaps something
     * private.
     *
     * @param always whether the request is to be logged even if all goes well
     */
    public void asked(RequestHead head, boolean always) {
        int end = Math.min(head.pathEnd(), head.pathStart() + LONGEST_PATH);
        path = Bytes.text(head.bytes(), head.pathStart(), end);
        logged = always;
    }

    /** It is asked for so often, by programs, that only what goes wrong is worth a line. */
    public void unlogged() {
        logged = false;
    }

    public void traced(byte[] id) {
        trace = new String(id, StandardCharsets.US_ASCII);
    }

    public void answered(int newStatus) {
        status = newStatus;
    }

    /** The answer broke off. */
    public void cut() {
        cut = true;
    }

    /** The client left before its answer was complete. */
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
