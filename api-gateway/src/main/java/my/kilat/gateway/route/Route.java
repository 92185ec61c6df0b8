package my.kilat.gateway.route;

import my.kilat.gateway.limit.Allowance;

/**
 * Where requests under a prefix go.
 *
 * @param prefix a path; it matches itself and what lies below it, never half a segment
 * @param upstream the part that answers
 * @param open whether it needs no token
 * @param socket whether it may be turned into a WebSocket; only then may the token stand in the query
 * @param allowance the bucket that its requests are counted in
 */
public record Route(String prefix, String upstream, boolean open, boolean socket, Allowance allowance) {
    /** A row that needs a valid access token. */
    static Route to(String upstream, String prefix) {
        return new Route(prefix, upstream, false, false, Allowance.GENERAL);
    }

    /** The same for anybody, token or none. */
    Route forAnybody() {
        return new Route(prefix, upstream, true, socket, allowance);
    }

    /** The same as a WebSocket. */
    Route asSocket() {
        return new Route(prefix, upstream, open, true, allowance);
    }

    /** The same, counted elsewhere. */
    Route countedAs(Allowance bucket) {
        return new Route(prefix, upstream, open, socket, bucket);
    }
}
