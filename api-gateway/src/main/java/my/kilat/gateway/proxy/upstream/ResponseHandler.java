package my.kilat.gateway.proxy.upstream;

import my.kilat.gateway.proxy.policy.UpstreamFailure;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.wire.ResponseHead;

/**
 * Who sends a request over a connection to an upstream, and gets the response. All calls are made on the connection's event
 * loop.
 */
public interface ResponseHandler {
    /** Whether it is still at the request of this number. */
    boolean isAt(long number);

    /** A connection is there for the request. */
    void connected(UpstreamConnection to);

    /** A connection could not be opened. */
    void connectFailed(Instance to, Throwable cause);

    /** How long the upstream may take, in nanoseconds. */
    long answerTimeout();

    /** Whether the request is complete. */
    boolean requestSent();

    /** Whether the request asked to speak WebSocket. */
    boolean acceptsUpgrade();

    /** The upstream takes more of the request's body. */
    void requestMayGoOn();

    /** Where the response is written to. */
    ResponseSink sink();

    /** The response has begun, and its head is understood. */
    void answered(ResponseHead head);

    /** The client takes the response slowly, and no more is read until it has taken some. */
    void waitsForClient();

    /** The upstream speaks WebSocket from here on. */
    UpgradedStream upgraded(ResponseHead head, UpstreamConnection from);

    /** The connection passes what comes to the stream that {@link #upgraded} has given. */
    void startTunnel();

    /** The response is complete and written; the connection is no longer the request's. */
    void completed();

    /** The connection broke before the response was complete. */
    void failed(UpstreamConnection from, UpstreamFailure failure);
}
