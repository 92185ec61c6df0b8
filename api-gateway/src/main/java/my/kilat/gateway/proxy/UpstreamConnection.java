package my.kilat.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Objects;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream. It serves one exchange at a time and is kept for the next only if both its request and
 * its answer are complete to the byte: anything left over would be taken for the answer to somebody else's request.
 */
final class UpstreamConnection extends DeadlineHandler {
    private enum State {
        IDLE,
        HEAD,
        BODY,
        TUNNEL,
        CLOSED
    }

    private final LoopContext loop;
    private final Instance instance;
    private final Body body = new Body();
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable Tunnel tunnel;
    private @Nullable ByteBuf partialHead;
    private @Nullable GzipEncoder gzip;
    private State state = State.IDLE;
    private ResponseWriter.Framing framing = ResponseWriter.Framing.NO_BODY;
    private boolean parked;
    private boolean wasIdle;
    private boolean heardAnything;
    private boolean closes;
    private boolean paused;
    private boolean unflushed;

    UpstreamConnection(LoopContext loop, Instance instance) {
        this.loop = loop;
        this.instance = instance;
    }

    Instance instance() {
        return instance;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    /** Whether it had served before: then a close may only mean that the upstream had grown tired of waiting. */
    boolean wasIdle() {
        return wasIdle;
    }

    boolean heardAnything() {
        return heardAnything;
    }

    boolean writable() {
        return channel().isWritable();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state != State.CLOSED) {
            loop.watch(this);
        }
    }

    /** Serves an exchange from here on; what is written so far of its request goes out at once. */
    void begin(Exchange next, ByteBuf request) {
        exchange = next;
        state = State.HEAD;
        parked = false;
        heardAnything = false;
        deadline = NEVER;
        Channel to = channel();
        var _ = to.writeAndFlush(request, to.voidPromise());
    }

    /** The request is complete: now the upstream's time runs. */
    void awaitAnswer() {
        deadline = loop.now() + exchange().answerTimeout();
    }

    /** The request cannot go on because the upstream does not read: its time runs. */
    void flushStuck() {
        channel().flush();
        if (!writable()) {
            deadline = loop.tick() + exchange().answerTimeout();
        }
    }

    private Exchange exchange() {
        return Objects.requireNonNull(exchange);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = partialHead;
        if (before != null) {
            in = Buffers.join(context.alloc(), before, in);
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
                    // Nobody asked for this.
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

    /** Reads the head of an answer; false when more must arrive first. */
    private boolean head(ByteBuf in) {
        heardAnything = true;
        int length = Math.min(in.readableBytes(), loop.answerBytes.length);
        in.getBytes(in.readerIndex(), loop.answerBytes, 0, length);
        ResponseHead head = loop.answer;
        switch (head.read(loop.answerBytes, length, loop.answerBytes.length)) {
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
        Exchange to = exchange();
        if (head.status() == 101) {
            if (to.wantsTunnel()) {
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
        framing = ResponseWriter.head(to, head);
        to.answered(head);
        body.ofResponse(head, framing != ResponseWriter.Framing.NO_BODY);
        ByteBuf written;
        int length = (int) Math.min(body.left(), Integer.MAX_VALUE);
        if (framing == ResponseWriter.Framing.AS_IT_IS && length <= Buffers.SMALL && length <= in.readableBytes()) {
            written = loop.out.buffer(channel().alloc(), length).writeBytes(in, length);
            if (length > 0) {
                body.took(length);
            }
        } else {
            written = loop.out.buffer(channel().alloc(), 0);
        }
        to.client.write(written);
        if (framing == ResponseWriter.Framing.GZIPPED) {
            gzip = loop.borrowGzip();
        }
        state = State.BODY;
        goOn(in);
    }

    private void body(ByteBuf in) {
        Exchange to = exchange();
        int bytes;
        while ((bytes = body.available(in)) > 0) {
            if (gzip != null) {
                long before = gzip.written();
                gzip.write(to.client.channel, in, bytes, body.isChunked() && bytes == in.readableBytes());
                to.client.pendingBytes.wrote(gzip.written() - before);
            } else {
                if (framing == ResponseWriter.Framing.CHUNKED) {
                    Buffers.writeChunk(to.client.channel, in, bytes);
                } else {
                    Buffers.writePart(to.client.channel, in, bytes);
                }
                to.client.pendingBytes.wrote(bytes);
            }
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
        Exchange to = exchange();
        if (!to.client.writable()) {
            to.client.flush();
            pauseUnlessTaken(to);
        }
        if (!paused) {
            deadline = to.requestSent() ? loop.now() + to.answerTimeout() : NEVER;
        }
    }

    /** Takes no more from the upstream when the client is slow and what it has not taken yet would be too much to hold. */
    private void pauseUnlessTaken(Exchange to) {
        if (!paused && !to.client.pendingBytes.takes(body.left())) {
            paused = true;
            deadline = NEVER;
            channel().config().setAutoRead(false);
            to.waitsForClient();
        }
    }

    /** The client takes more. */
    void resume() {
        if (paused) {
            readOn();
            if (state == State.BODY && exchange().requestSent()) {
                deadline = loop.tick() + exchange().answerTimeout();
            }
        }
    }

    private void readOn() {
        paused = false;
        channel().config().setAutoRead(true);
    }

    private void complete(boolean clean) {
        Exchange served = exchange();
        GzipEncoder encoder = gzip;
        if (encoder != null) {
            encoder.finish(served.client.channel);
            gzip = null;
            loop.giveBack(encoder);
        }
        if (framing == ResponseWriter.Framing.CHUNKED || encoder != null) {
            Buffers.writeLastChunk(served.client.channel);
        }
        if (paused) {
            // The rest of the answer had been read already; whoever is served next does not wait for this client.
            readOn();
        }
        boolean reusable = clean && !closes && served.requestSent();
        exchange = null;
        unflushed = false;
        state = State.IDLE;
        parked = reusable && loop.park(this);
        if (parked) {
            wasIdle = true;
            deadline = loop.now() + instance.idleNanos();
        } else {
            close();
        }
        served.completed();
    }

    private void startTunnel(Exchange to, ResponseHead head) {
        ResponseWriter.upgrade(to, head);
        to.answered(head);
        state = State.TUNNEL;
        deadline = NEVER;
        tunnel = new Tunnel(to, this);
        to.becomeTunnel(Objects.requireNonNull(tunnel));
    }

    private void fail(UpstreamFailure failure) {
        Exchange served = exchange;
        exchange = null;
        close();
        if (served != null) {
            served.upstreamFailed(this, failure);
        }
    }

    /** The exchange wants no more of it, in the middle of whatever it was. */
    void abandon() {
        exchange = null;
        close();
    }

    private void close() {
        if (parked) {
            parked = false;
            loop.unpark(this);
        }
        state = State.CLOSED;
        partialHead = Buffers.release(partialHead);
        GzipEncoder unfinished = gzip;
        if (unfinished != null) {
            gzip = null;
            loop.giveBack(unfinished);
        }
        loop.unwatch(this);
        var _ = channel().close();
    }

    @Override
    void late(long now) {
        if (state == State.IDLE) {
            close();
        } else if (state == State.HEAD || state == State.BODY) {
            fail(UpstreamFailure.TIMEOUT);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange to = exchange;
        if (unflushed && to != null) {
            unflushed = false;
            to.client.flush();
            pauseUnlessTaken(to);
        }
        Tunnel through = tunnel;
        if (through != null) {
            through.flushToClient();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Exchange to = exchange;
        if (to != null && writable()) {
            if (state != State.TUNNEL && !to.requestSent()) {
                deadline = NEVER;
            }
            to.client.takeMore();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            Tunnel through = tunnel;
            if (state == State.TUNNEL && through != null) {
                through.upstreamEnded();
            } else {
                ended();
            }
        }
    }

    /** The upstream will send no more. */
    private void ended() {
        if (state == State.BODY && body.endsWithConnection()) {
            body.none();
            closes = true;
            complete(true);
        } else {
            fail(UpstreamFailure.CLOSED);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Tunnel through = tunnel;
        if (state == State.TUNNEL && through != null) {
            state = State.CLOSED;
            loop.unwatch(this);
            through.upstreamGone();
        } else if (state != State.CLOSED) {
            ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.engine.telemetry().broke(cause);
        var _ = context.close();
    }
}
