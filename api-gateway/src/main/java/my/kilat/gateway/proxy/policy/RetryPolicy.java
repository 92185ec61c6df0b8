package my.kilat.gateway.proxy.policy;

/** Whether a request is sent again after its upstream has failed. */
public final class RetryPolicy {
    private static final int MOST_ATTEMPTS = 2;

    private RetryPolicy() {}

    /**
     * After a connection could not be opened, so that the upstream has seen nothing of the request: each instance may be tried.
     *
     * @param isKept whether the bytes of the request are still at hand
     * @param attempts how many connections were tried, or taken from the pool, so far
     * @param instances how many there are
     */
    public static boolean afterConnectFailure(boolean isKept, int attempts, int instances) {
        return isKept && attempts < Math.max(MOST_ATTEMPTS, instances);
    }

    /**
     * After a connection failed before the response began: once, and only if the upstream closed it. One that is silent or
     * answers nonsense may be at work on the request.
     *
     * @param isSafe whether the request may be repeated: by its method or its idempotency key, with its bytes at hand, and
     *     nothing heard of the upstream
     */
    public static boolean afterBreak(UpstreamFailure failure, boolean isSafe, int attempts) {
        return failure == UpstreamFailure.CLOSED && isSafe && attempts < MOST_ATTEMPTS;
    }
}
