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
 * One request and its answer, on the event loop of its connection. The bytes of both are counted in the {@link Capacity}
 * of the JVM from when they are there until they have been sent.
 */
final class Exchange {
    private final HttpServerRequest request;
    private final Context loop;
    private final Capacity capacity;
    private final Failures failures;
    private final boolean lastOfItsConnection;
    private long bodyBytes;
    private long replyBytes;
    private boolean over;
    private Runnable whenOver = () -> {};

    /**
     * A request whose head has been read.
     *
     * @param lastOfItsConnection whether the connection ends with the answer
     */
    Exchange(
            HttpServerRequest request, Vertx vertx, Capacity capacity, Failures failures, boolean lastOfItsConnection) {
        this.request = request;
        this.loop = vertx.getOrCreateContext();
        this.capacity = capacity;
        this.failures = failures;
        this.lastOfItsConnection = lastOfItsConnection;
        request.response().closeHandler(_ -> end());
    }

    HttpServerRequest request() {
        return request;
    }

    /** The event loop that everything about this request happens on. */
    Context loop() {
        return loop;
    }

    /**
     * Collects the body. One that is larger than allowed, or for which there is no room, is answered and not collected;
     * one that says so in its head before any of it is sent.
     *
     * @param most bytes
     * @param whole gets the body
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
            return 0; // the server does not let one through that is no number
        }
    }

    private static Reply tooLarge(int most) {
        return Reply.failure(413, String.format(Locale.ROOT, "the body is larger than %d KiB", most >> 10), "");
    }

    /** Whoever is refused goes on sending; reading all of that to reuse the connection would be work without a bound. */
    private void refuseBody(Reply reply) {
        send(reply.with("Connection", "close"));
        over = true;
    }

    /** Runs something once the answer has been sent, or cannot be; from any thread. */
    void whenOver(Runnable action) {
        loop.runOnContext(_ -> {
            if (over) {
                action.run();
            } else {
                whenOver = action;
            }
        });
    }

    /** Sends the answer; from any thread. */
    void reply(Reply reply) {
        loop.runOnContext(_ -> send(reply));
    }

    /** Sends the answer, on the event loop. */
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

    /** Gives back what the request held; it may be over already. */
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
