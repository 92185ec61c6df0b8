package my.kilat.gateway.proxy.policy;

import java.util.List;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.HeadBuffer;
import my.kilat.platform.http.SameOrigin;

/**
 * The web pages that may read our responses. The headers are on every response, errors included, or the browser would hide the
 * error from the page; only the gateway adds them, because a second copy makes the browser refuse the first.
 */
public final class Cors {
    /** The request has no origin, or one that is not allowed. */
    public static final int NONE = -1;

    private static final byte[] VARY = Bytes.ascii("Vary: Origin\r\n");
    private static final byte[] PREFLIGHT = Bytes.ascii("""
            Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE, OPTIONS\r
            Access-Control-Allow-Headers: Origin, Content-Type, Accept, Authorization, X-Request-ID, Idempotency-Key, \
            If-None-Match, traceparent, tracestate, baggage, sentry-trace\r
            Access-Control-Max-Age: 43200\r
            """);

    /** The response headers that a page may read, besides those that every page may. */
    private static final String EXPOSED =
            "Content-Length, X-Request-ID, Retry-After, RateLimit-Limit, RateLimit-Remaining,"
                    + " RateLimit-Reset, Idempotency-Replayed, ETag";

    private final byte[][] origins;
    private final byte[][] headers;

    /** Allows these origins, such as {@code http://localhost:3000}. */
    public Cors(List<String> allowed) {
        origins = new byte[allowed.size()][];
        headers = new byte[allowed.size()][];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = Bytes.ascii(allowed.get(i));
            headers[i] = Bytes.ascii("Access-Control-Allow-Origin: " + allowed.get(i) + "\r\n"
                    + "Access-Control-Allow-Credentials: true\r\n"
                    + "Access-Control-Expose-Headers: " + EXPOSED + "\r\n"
                    + "Vary: Origin\r\n");
        }
    }

    /** The index of the allowed origin of a request, or {@link #NONE}. */
    public int origin(Fields fields) {
        int i = fields.find(Field.ORIGIN);
        if (i < 0) {
            return NONE;
        }
        for (int k = 0; k < origins.length; k++) {
            if (Bytes.equalsIgnoreCase(fields.bytes(), fields.valueStart(i), fields.valueEnd(i), origins[k])) {
                return k;
            }
        }
        return NONE;
    }

    /**
     * Whether a page may open a WebSocket, which the browser's same-origin policy does not protect: an allowed origin, or the
     * host that it calls. A request without an origin does not come from a page.
     *
     * @param trusted whether the forwarded host of the request is trusted
     */
    public boolean mayOpenSocket(Fields fields, int origin, boolean trusted) {
        String own = fields.text(Field.ORIGIN);
        if (own == null || origin != NONE) {
            return true;
        }
        String forwarded = trusted ? fields.text(Field.X_FORWARDED_HOST) : null;
        String host = forwarded == null ? fields.text(Field.HOST) : forwarded;
        return host != null && SameOrigin.holds(own, host);
    }

    public void write(HeadBuffer out, int origin) {
        out.put(origin == NONE ? VARY : headers[origin]);
    }

    /** Writes the headers of a preflight response. */
    public void writePreflight(HeadBuffer out, int origin) {
        if (origin != NONE) {
            out.put(PREFLIGHT);
        }
        write(out, origin);
    }
}
