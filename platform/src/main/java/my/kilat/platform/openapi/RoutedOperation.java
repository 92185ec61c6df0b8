package my.kilat.platform.openapi;

/**
 * An operation as the gateway offers it to callers.
 *
 * @param method in capitals
 * @param path with {@code {name}} segments
 * @param service the short name of the service that answers it; {@code x-service}
 * @param open whether the gateway requires no token for it: {@code security: []}, or the cookie of a session, which the
 *     service verifies
 * @param socket whether its answer turns the connection into a WebSocket; a response with status 101
 * @param allowance the rate limit that it is counted in; {@code x-allowance}, {@value #GENERAL} where the document does not
 *     say
 * @param cost how many requests it counts as
 */
public record RoutedOperation(
        String method, String path, String service, boolean open, boolean socket, String allowance, Cost cost) {
    /** The rate limit of an operation that names none. */
    public static final String GENERAL = "general";

    /**
     * How many requests one request counts as.
     *
     * @param bytesPerRequest so many bytes of body count as one request, begun ones included; {@code x-allowance-bytes}, 0 where
     *     every request counts as one
     * @param most the requests that the longest body counts as, at least 1
     */
    public record Cost(long bytesPerRequest, int most) {
        /** Every request counts as one. */
        public static final Cost ONE = new Cost(0, 1);

        /** The cost of bodies of so many bytes at most; 0 bytes for one means that every request counts as one. */
        static Cost of(long bytesPerRequest, long mostBytes) {
            return bytesPerRequest == 0
                    ? ONE
                    : new Cost(bytesPerRequest, Math.toIntExact(Math.ceilDiv(mostBytes, bytesPerRequest)));
        }

        /**
         * The requests that a request counts as.
         *
         * @param bodyBytes the length of its body; negative when it is not known, which counts as the longest
         */
        public int of(long bodyBytes) {
            if (bodyBytes < 0) {
                return most;
            }
            return bytesPerRequest == 0
                    ? 1
                    : (int) Math.clamp(Math.ceilDiv(bodyBytes, bytesPerRequest), 1, (long) most);
        }
    }
}
