package my.kilat.platform.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.function.Consumer;
import my.kilat.platform.host.Capacity;

/**
 * One request and its response, on the event loop of its connection. The bytes of both are counted in the {@link Capacity}
 * of the JVM until they have been sent.
 */
final class Exchange {
    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context loop;
    private final Capacity capacity;
    private final Failures failures;
    private final boolean lastOfItsConnection;
    private long bodyBytes;
    private long replyBytes;
    private boolean over;
    private Runnable whenOver = () -> {};

    /**
     * Creates an exchange whose request head has been read.
     *
     * @param lastOfItsConnection whether the connection is closed after the response
     */
    Exchange(
            HttpServerRequest request, Vertx vertx, Capacity capacity, Failures failures, boolean lastOfItsConnection) {
        this.request = request;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.capacity = capacity;
        this.failures = failures;
        this.lastOfItsConnection = lastOfItsConnection;
        request.response().closeHandler(_ -> end());
    }

    HttpServerRequest request() {
        return request;
    }

    /** The event loop on which this exchange runs. */
    Context loop() {
        return loop;
    }

    /**
     * Receives the body. A body that is larger than allowed, or for which there is no capacity, is refused and not
     * received; if the head announces its size, before any of it is sent.
     *
     * @param most bytes
     * @param whole receives the body
     */
    void receiveBody(int most, Consumer<byte[]> whole) {
        if (announced() > most) {
            refuseBody(tooLarge(most));
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (over) {
                return;
            }
            if (body.length() + chunk.length() > most) {
                refuseBody(tooLarge(most));
            } else if (capacity.takeBody(chunk.length())) {
                bodyBytes += chunk.length();
                body.appendBuffer(chunk);
            } else {
                refuseBody(failures.full());
            }
        });
        request.endHandler(_ -> {
            if (!over) {
                whole.accept(body.getBytes());
            }
        });
    }

    private long announced() {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0; // the server rejects a value that is not a number
        }
    }

    private static Reply tooLarge(int most) {
        return Reply.failure(413, String.format(Locale.ROOT, "the body is larger than %d KiB", most >> 10), "");
    }

    /** The caller goes on sending after a refusal; reading all of that to reuse the connection would be unbounded work. */
    private void refuseBody(Reply reply) {
        send(reply.with("Connection", "close"));
        over = true;
    }

    /** Runs an action once the response has been sent or abandoned; from any thread. */
    void whenOver(Runnable action) {
        loop.runOnContext(_ -> {
            if (over) {
                action.run();
            } else {
                whenOver = action;
            }
        });
    }

    /** Responds with a stream of events, unless the client has disconnected; from any thread. */
    void openStream(EventStreamHandler.Accepted accepted) {
        loop.runOnContext(_ -> {
            HttpServerResponse response = request.response();
            if (over || response.closed() || response.ended()) {
                end();
                return;
            }
            EventStream stream = new EventStream(response, loop, vertx);
            whenOver = stream::closed;
            accepted.opened(stream);
        });
    }

    /** Sends the response; from any thread. */
    void reply(Reply reply) {
        loop.runOnContext(_ -> send(reply));
    }

    /** Sends the response, on the event loop. */
    void send(Reply reply) {
        HttpServerResponse response = request.response();
        if (over || response.closed() || response.ended()) {
            end();
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (lastOfItsConnection) {
            response.putHeader("Connection", "close");
        }
        if (reply.body().length > 0) {
            response.putHeader("Content-Type", reply.contentType());
        }
        capacity.addReply(reply.body().length);
        replyBytes += reply.body().length;
        response.end(Buffer.buffer(reply.body())).onComplete(_ -> end());
    }

    /** Releases what the request held; may be called more than once. */
    private void end() {
        over = true;
        capacity.releaseBody(bodyBytes);
        capacity.releaseReply(replyBytes);
        bodyBytes = 0;
        replyBytes = 0;
        whenOver.run();
        whenOver = () -> {};
    }
}
