package my.kilat.platform.http;

import io.vertx.core.http.ServerWebSocket;

/** Decides whether a WebSocket may be opened. */
@FunctionalInterface
public interface SocketHandler {
    /**
     * Runs on a virtual thread before the upgrade. Returns what to do with the open socket; or throws a
     * {@link my.kilat.platform.failure.Failure}, and the upgrade is refused with its status and body.
     */
    Accepted accept(Call call) throws Exception;

    /** The callbacks of an accepted socket. Both methods run on the event loop and must not block. */
    @FunctionalInterface
    interface Accepted {
        /** The socket is open. What is written to it here comes before anything else. */
        void opened(ServerWebSocket socket);

        /** The caller is gone, or its handshake is no good: there will be no socket. */
        default void notOpened() {}
    }
}
