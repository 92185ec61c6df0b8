package my.kilat.gateway.proxy.policy;

/** Decides whether a request is sent again after its upstream has failed. */
public final class RetryPolicy {
    private static final int MOST_ATTEMPTS = 2;

    private RetryPolicy() {}

    /**
     * After a connection could not be opened, so that the upstream has received nothing of the request: each instance may be
     * tried.
     *
     * @param isKept whether the bytes of the request are still available
     * @param attempts how many connections were tried, or taken from the pool, so far
     * @param instances the number of instances
     */
    public static boolean afterConnectFailure(boolean isKept, int attempts, int instances) {
        return isKept && attempts < Math.max(MOST_ATTEMPTS, instances);
    }

    /**
     * After a connection failed before the response began: once, and only if the upstream closed it. An upstream that is
     * silent or sends an invalid response may be processing the request.
     *
     * @param isSafe whether the request may be repeated: by its method or its idempotency key, with its bytes available, and
     *     nothing received from the upstream
     */
    public static boolean afterBreak(UpstreamFailure failure, boolean isSafe, int attempts) {
        return failure == UpstreamFailure.CLOSED && isSafe && attempts < MOST_ATTEMPTS;
    }
}
