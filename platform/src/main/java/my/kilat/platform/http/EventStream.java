package my.kilat.platform.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * A stream of server-sent events to one client ({@code text/event-stream}). A comment is sent every ten seconds, so that neither
 * side takes an idle connection for a broken one. Methods may be called from any thread.
 *
 * <p>A client that reads too slowly is disconnected, so the bytes that wait for it are bounded. Browsers reconnect by themselves
 * and read everything again.
 */
public final class EventStream {
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final int MOST_BYTES_WAITING = 64 << 10;

    private final HttpServerResponse response;
    private final Context loop;
    private final Vertx vertx;
    private final long heartbeat;
    private Runnable whenClosed = () -> {};
    private boolean closed;

    /** Begins the response; on the event loop of the request. */
    EventStream(HttpServerResponse response, Context loop, Vertx vertx) {
        this.response = response;
        this.loop = loop;
        this.vertx = vertx;
        response.setWriteQueueMaxSize(MOST_BYTES_WAITING);
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store, no-transform");
        write(": open\n\n");
        this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> write(": alive\n\n"));
    }

    /**
     * Sends an event.
     *
     * @param event its name
     * @param data on one line, such as JSON
     */
    public void send(String event, String data) {
        loop.runOnContext(_ -> write("event: " + event + "\ndata: " + data + "\n\n"));
    }

    /** Ends the stream; without effect when it has ended. */
    public void close() {
        loop.runOnContext(_ -> end());
    }

    /** Runs an action once the stream has ended, on either side; at once if it has ended. The action must not block. */
    public void whenClosed(Runnable action) {
        loop.runOnContext(_ -> {
            if (closed) {
                action.run();
            } else {
                whenClosed = action;
            }
        });
    }

    private void write(String text) {
        if (closed) {
            return;
        }
        if (response.writeQueueFull()) {
            end();
            response.reset();
            return;
        }
        response.write(text);
    }

    private void end() {
        if (!closed) {
            closed();
            response.end();
        }
    }

    /** The client has disconnected, or the stream is about to be ended. */
    void closed() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(heartbeat);
            whenClosed.run();
        }
    }
}
