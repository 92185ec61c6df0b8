package my.kilat.platform.http;

import io.vertx.core.http.ServerWebSocket;

/** Decides whether a WebSocket may be opened. */
@FunctionalInterface
public interface SocketHandler {
    /**
     * Runs on a virtual thread before the upgrade. Returns the callbacks for the open socket, or throws a {@link
     * my.kilat.platform.failure.Failure}, and the upgrade is refused with its status and body.
     */
    Accepted accept(Call call) throws Exception;

    /** The callbacks of an accepted socket. Both methods run on the event loop and must not block. */
    @FunctionalInterface
    interface Accepted {
        /** The socket is open. Messages written here precede all others. */
        void opened(ServerWebSocket socket);

        /** The caller has disconnected, or its handshake is invalid: no socket is opened. */
        default void notOpened() {}
    }
}
