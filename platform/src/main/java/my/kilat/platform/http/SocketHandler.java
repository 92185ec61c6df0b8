package my.kilat.platform.http;

import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;

/** Decides whether a WebSocket may be opened. */
@FunctionalInterface
public interface SocketHandler {
    /**
     * Runs on a virtual thread before the upgrade. Returns what to do with the open socket, which then runs on the event
     * loop and must not block; or throws a {@link my.kilat.platform.failure.Failure}, and the upgrade is refused with
     * its status and body.
     */
    Consumer<ServerWebSocket> accept(Call call) throws Exception;
}
