package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Objects;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.DeadlineHandler;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.UpstreamFailure;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Finds the responses in the bytes of an upstream and passes them on, no faster than the client reads them or they may be
 * buffered for it.
 */
abstract class ResponseReader extends DeadlineHandler {
    enum State {
        IDLE,
        HEAD,
        BODY,
        TUNNEL,
        CLOSED
    }

    private final LoopContext loop;
    private final Body body = new Body();
    private @Nullable ResponseHandler handler;
    private @Nullable UpgradedStream tunnel;
    private @Nullable ByteBuf partialHead;
    private State state = State.IDLE;
    private boolean heardAnything;
    private boolean closes;
    private boolean paused;
    private boolean unflushed;

    ResponseReader(LoopContext loop) {
        this.loop = loop;
    }

    /** The connection that this reads. */
    abstract UpstreamConnection connection();

    abstract Channel channel();

    /** The response was cut off, or is invalid. */
    abstract void fail(UpstreamFailure failure);

    /** The response is complete; the connection is kept for another request, or closed. */
    abstract void keepOrClose(boolean isReusable);

    abstract void close();

    final LoopContext loop() {
        return loop;
    }

    final State state() {
        return state;
    }

    /** Whether any byte of a response has arrived. */
    public final boolean heardAnything() {
        return heardAnything;
    }

    /** The next bytes are the response to this request. */
    final void expect(ResponseHandler next) {
        handler = next;
        state = State.HEAD;
        heardAnything = false;
    }

    final ResponseHandler handler() {
        return Objects.requireNonNull(handler);
    }

    final @Nullable ResponseHandler handlerIfAny() {
        return handler;
    }

    /** Detaches the handler from the connection. */
    final @Nullable ResponseHandler takeHandler() {
        ResponseHandler served = handler;
        handler = null;
        return served;
    }

    /** Stops reading. */
    final void closed() {
        state = State.CLOSED;
        partialHead = Buffers.release(partialHead);
        loop.unwatch(this);
    }

    /** Bytes have arrived; takes the buffer. */
    final void arrived(ByteBuf arrived) {
        ByteBuf in = arrived;
        ByteBuf before = partialHead;
        if (before != null) {
            in = Buffers.join(channel().alloc(), before, in);
            partialHead = null;
        }
        try {
            while (in != null && in.isReadable()) {
                switch (state) {
                    case HEAD -> {
                        if (!head(in)) {
                            partialHead = in;
                            in = null;
                        }
                    }
                    case BODY -> body(in);
                    case TUNNEL -> {
                        Objects.requireNonNull(tunnel).fromUpstream(in);
                        in = null;
                    }
                    // No request is in progress, so these bytes are unsolicited.
                    case IDLE, CLOSED -> {
                        in.skipBytes(in.readableBytes());
                        close();
                    }
                }
            }
        } finally {
            if (in != null) {
                in.release();
            }
        }
    }

    /** Parses the head of a response; returns false if it is incomplete. */
    private boolean head(ByteBuf in) {
        heardAnything = true;
        int length = Math.min(in.readableBytes(), loop.responseBytes().length);
        in.getBytes(in.readerIndex(), loop.responseBytes(), 0, length);
        ResponseHead head = loop.response();
        switch (head.read(loop.responseBytes(), length, loop.responseBytes().length)) {
            case INCOMPLETE -> {
                return false;
            }
            case BROKEN -> fail(UpstreamFailure.BROKEN);
            case COMPLETE -> {
                in.skipBytes(head.length());
                understood(head, in);
            }
        }
        return true;
    }

    private void understood(ResponseHead head, ByteBuf in) {
        ResponseHandler to = handler();
        if (head.status() == 101) {
            if (to.acceptsUpgrade()) {
                startTunnel(to, head);
            } else {
                fail(UpstreamFailure.BROKEN);
            }
            return;
        }
        if (head.status() < 200) {
            return;
        }
        closes = head.close();
        boolean hasBody = to.sink().begin(head);
        to.answered(head);
        body.ofResponse(head, hasBody);
        to.sink().writeHead(body, in);
        state = State.BODY;
        goOn(in);
    }

    private void body(ByteBuf in) {
        ResponseSink to = handler().sink();
        int bytes;
        while ((bytes = body.available(in)) > 0) {
            to.writeBody(in, bytes, body.isChunked() && bytes == in.readableBytes());
            body.took(bytes);
        }
        if (body.broken()) {
            fail(UpstreamFailure.BROKEN);
            return;
        }
        goOn(in);
    }

    private void goOn(ByteBuf in) {
        if (body.done()) {
            complete(!in.isReadable());
            return;
        }
        unflushed = true;
        ResponseHandler to = handler();
        if (!to.sink().isWritable()) {
            to.sink().flush();
            pauseUnlessTaken(to);
        }
        if (!paused) {
            deadline = to.requestSent() ? loop.now() + to.answerTimeout() : NEVER;
        }
    }

    /** Pauses reading from the upstream when the client is slow and its unread bytes would exceed the limit. */
    private void pauseUnlessTaken(ResponseHandler to) {
        if (!paused && !to.sink().takes(body.left())) {
            paused = true;
            deadline = NEVER;
            channel().config().setAutoRead(false);
            to.waitsForClient();
        }
    }

    /** The client reads again. */
    public final void resume() {
        if (paused) {
            readOn();
            if (state == State.BODY && handler().requestSent()) {
                deadline = loop.tick() + handler().answerTimeout();
            }
        }
    }

    private void readOn() {
        paused = false;
        channel().config().setAutoRead(true);
    }

    private void complete(boolean clean) {
        ResponseHandler served = handler();
        served.sink().finish();
        if (paused) {
            // The rest of the response had been read already; the next request does not wait for this client.
            readOn();
        }
        boolean reusable = clean && !closes && served.requestSent();
        handler = null;
        unflushed = false;
        state = State.IDLE;
        keepOrClose(reusable);
        served.completed();
    }

    private void startTunnel(ResponseHandler to, ResponseHead head) {
        tunnel = to.upgraded(head, connection());
        state = State.TUNNEL;
        deadline = NEVER;
        to.startTunnel();
    }

    /** Everything that has arrived was passed on. */
    final void flush() {
        ResponseHandler to = handler;
        if (unflushed && to != null) {
            unflushed = false;
            to.sink().flush();
            pauseUnlessTaken(to);
        }
        UpgradedStream through = tunnel;
        if (through != null) {
            through.flushToClient();
        }
    }

    /** The upstream has closed its half. */
    final void halfClosed() {
        UpgradedStream through = tunnel;
        if (state == State.TUNNEL && through != null) {
            through.upstreamEnded();
        } else {
            ended();
        }
    }

    /** The connection is closed. */
    final void gone() {
        UpgradedStream through = tunnel;
        if (state == State.TUNNEL && through != null) {
            closed();
            through.upstreamGone();
        } else if (state != State.CLOSED) {
            ended();
        }
    }

    /** The upstream sends no more. */
    private void ended() {
        if (state == State.BODY && body.endsWithConnection()) {
            body.none();
            closes = true;
            complete(true);
        } else {
            fail(UpstreamFailure.CLOSED);
        }
    }
}
