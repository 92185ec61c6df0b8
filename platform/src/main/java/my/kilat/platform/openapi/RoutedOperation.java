package my.kilat.platform.openapi;

/**
 * An operation as the gateway offers it to callers.
 *
 * @param method in capitals
 * @param path with {@code {name}} segments
 * @param service the short name of the service that answers it; {@code x-service}
 * @param open whether it needs no token; {@code security: []}
 * @param socket whether its answer turns the connection into a WebSocket; a response with status 101
 * @param allowance the rate limit that it is counted in; {@code x-allowance}, {@value #GENERAL} where the document does not
 *     say
 */
public record RoutedOperation(
        String method, String path, String service, boolean open, boolean socket, String allowance) {
    /** The rate limit of an operation that names none. */
    public static final String GENERAL = "general";
}
