package my.kilat.gateway.proxy.policy;

/** How an upstream can fail in the middle of a request. */
public enum UpstreamFailure {
    /** It closed or reset the connection. */
    CLOSED,
    /** It sent nothing for too long. */
    TIMEOUT,
    /** What it sent is not a valid answer. */
    BROKEN
}
