package my.kilat.gateway.route;

import java.time.Duration;
import my.kilat.gateway.limit.Allowance;
import my.kilat.platform.openapi.RoutedOperation;

/**
 * Where requests under a prefix go.
 *
 * @param prefix a path; it matches itself and what lies below it, never half a segment; {@code *} stands for any one segment
 * @param upstream the part that answers
 * @param open whether it needs no token
 * @param socket whether it may be turned into a WebSocket; only then may the token stand in the query
 * @param allowance the bucket that its requests are counted in
 * @param cost how many requests each of them counts as
 * @param answerTimeout how long the upstream may take; zero means as long as is set for the upstream
 * @param mostBody how many bytes a request body may have; zero means as many as is set for all
 */
public record Route(
        String prefix,
        String upstream,
        boolean open,
        boolean socket,
        Allowance allowance,
        RoutedOperation.Cost cost,
        Duration answerTimeout,
        long mostBody) {
    /** A row that needs a valid access token. */
    public static Route to(String upstream, String prefix) {
        return new Route(prefix, upstream, false, false, Allowance.GENERAL, RoutedOperation.Cost.ONE, Duration.ZERO, 0);
    }

    /** A copy that needs no token. */
    public Route forAnybody() {
        return new Route(prefix, upstream, true, socket, allowance, cost, answerTimeout, mostBody);
    }

    /** A copy that may be upgraded to a WebSocket. */
    public Route asSocket() {
        return new Route(prefix, upstream, open, true, allowance, cost, answerTimeout, mostBody);
    }

    /** A copy that is counted in another bucket. */
    public Route countedAs(Allowance bucket) {
        return new Route(prefix, upstream, open, socket, bucket, cost, answerTimeout, mostBody);
    }

    /** The same, of which each request counts as several. */
    public Route costing(RoutedOperation.Cost requests) {
        return new Route(prefix, upstream, open, socket, allowance, requests, answerTimeout, mostBody);
    }

    /** A copy with a timeout of its own. */
    public Route answeringWithin(Duration time) {
        return new Route(prefix, upstream, open, socket, allowance, cost, time, mostBody);
    }

    /** A copy with a limit of its own for request bodies. */
    public Route takingAtMost(long bytes) {
        return new Route(prefix, upstream, open, socket, allowance, cost, answerTimeout, bytes);
    }
}
