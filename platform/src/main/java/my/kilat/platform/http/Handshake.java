package my.kilat.platform.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket handshake. Checks beforehand what Vert.x would refuse, so that the error has the contract's format. */
final class Handshake {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private Handshake() {}

    /** The refusal of a request that cannot become a WebSocket; empty if it can. */
    static Optional<Reply> refusal(HttpServerRequest request) {
        if (!asksForUpgrade(request)) {
            return Optional.of(Reply.failure(426, "this path is a WebSocket; ask for an upgrade", "")
                    .with("Upgrade", "websocket"));
        }
        if (!isUri(request.uri())) {
            return Optional.of(Reply.failure(400, "the address is not valid", "write special characters as % escapes"));
        }
        return Optional.empty();
    }

    /** Performs the handshake, on the event loop of the request. */
    static void make(HttpServerRequest request, SocketHandler.Accepted accepted) {
        try {
            request.toWebSocket().onSuccess(accepted::opened).onFailure(e -> {
                LOG.debug("a socket was not opened: {}", e.toString());
                accepted.notOpened();
            });
        } catch (IllegalStateException e) {
            LOG.debug("a caller left before its socket was opened: {}", e.toString());
            accepted.notOpened();
        }
    }

    private static boolean asksForUpgrade(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && String.valueOf(request.getHeader("Connection"))
                        .toLowerCase(Locale.ROOT)
                        .contains("upgrade")
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && request.headers().contains("Sec-WebSocket-Key");
    }

    /** Whether the request has a body: it would not be read, and the WebSocket would never open. */
    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    /** Excludes characters such as {@code |}. */
    private static boolean isUri(String address) {
        try {
            new URI(address);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
