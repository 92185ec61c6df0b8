package my.kilat.platform.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * A stream of server-sent events to one client ({@code text/event-stream}). A comment is sent every ten seconds, so that neither
 * side takes silence for a broken connection. Methods may be called from any thread.
 *
 * <p>Whoever reads too slowly is disconnected: browsers connect again by themselves, and then read everything anew. So what
 * waits for one client is bounded.
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

    /** Begins the answer; on the event loop of the request. */
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

    /** Runs something once the stream has ended, whoever ended it; at once if it has. It must not block. */
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

    /** The client is gone, or the stream is about to be ended. */
    void closed() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(heartbeat);
            whenClosed.run();
        }
    }
}
