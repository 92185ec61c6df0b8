package my.kilat.gateway.proxy.policy;

/** The ways in which an upstream can fail during a request. */
public enum UpstreamFailure {
    /** It closed or reset the connection. */
    CLOSED,
    /** It sent nothing for too long. */
    TIMEOUT,
    /** It sent an invalid response. */
    BROKEN
}
