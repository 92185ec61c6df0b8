package my.kilat.gateway.proxy.upstream;

import my.kilat.gateway.proxy.policy.UpstreamFailure;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.wire.ResponseHead;

/**
 * The sender of a request over a connection to an upstream, which receives the response. All calls are made on the
 * connection's event loop.
 */
public interface ResponseHandler {
    /** Whether the request of this number is still current. */
    boolean isAt(long number);

    /** A connection for the request is open. */
    void connected(UpstreamConnection to);

    /** A connection could not be opened. */
    void connectFailed(Instance to, Throwable cause);

    /** The response timeout of the upstream, in nanoseconds. */
    long answerTimeout();

    /** Whether the request is complete. */
    boolean requestSent();

    /** Whether the request asks for an upgrade to WebSocket. */
    boolean acceptsUpgrade();

    /** The upstream can take more of the request's body. */
    void requestMayGoOn();

    /** The destination of the response. */
    ResponseSink sink();

    /** The response has begun, and its head is parsed. */
    void answered(ResponseHead head);

    /** The client reads the response slowly; reading from the upstream is paused. */
    void waitsForClient();

    /** The upstream has upgraded to WebSocket. */
    UpgradedStream upgraded(ResponseHead head, UpstreamConnection from);

    /** From here on the connection passes bytes to the stream that {@link #upgraded} returned. */
    void startTunnel();

    /** The response is complete and written; the connection no longer belongs to the request. */
    void completed();

    /** The connection broke before the response was complete. */
    void failed(UpstreamConnection from, UpstreamFailure failure);
}
