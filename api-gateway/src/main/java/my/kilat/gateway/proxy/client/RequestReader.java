package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.Peer;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.loop.PendingBytes;
import my.kilat.gateway.proxy.loop.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Finds the requests in the bytes of a client and passes them, one after the other, to the {@link Exchange}. Bytes that arrive
 * while a request is being answered are buffered, and no more are read until the response is written, so that a connection
 * never costs more than one extra read.
 */
abstract class RequestReader extends ClientChannel {
    /** How the next bytes are processed. */
    enum Reading {
        HEAD,
        BODY,
        /** A body that is dropped although the connection is kept. */
        DROPPED_BODY,
        /** They are not processed yet. */
        NOTHING,
        TUNNEL,
        /** Bytes of a refused client, which are dropped until it has received the response. */
        LEFTOVERS,
        CLOSED
    }

    private static final int MOST_LEFTOVERS = 4 * 1024 * 1024;

    private final LoopContext loop;
    private final HeadAssembler head;
    private final Exchange exchange;
    private Reading reading = Reading.HEAD;
    private boolean consuming;
    private boolean ended;
    private int leftovers;
    private long bodySince;

    RequestReader(ExchangeContext context, Channel channel, Peer peer) {
        super(context.loop(), channel, peer);
        this.loop = context.loop();
        this.head = new HeadAssembler(loop);
        this.exchange = new Exchange(this, context);
    }

    final Exchange exchange() {
        return exchange;
    }

    final Reading reading() {
        return reading;
    }

    /** Whether no byte of the next request has arrived. */
    final boolean isBetweenRequests() {
        return reading == Reading.HEAD && head.isEmpty();
    }

    @Override
    public final boolean hasEnded() {
        return ended;
    }

    /** The client has closed its half. */
    final void inputEnded() {
        ended = true;
    }

    /** Bytes have arrived; takes the buffer. */
    final void arrived(ByteBuf in) {
        if (holdsInput()) {
            hold(in);
        } else {
            consume(in, false);
        }
        if (!head.isEmpty()
                || holdsInput()
                || exchange.isParked()
                || !pendingBytes().isEmpty()) {
            settle();
        }
    }

    @Override
    public final void settle() {
        pendingBytes().settle(head.size() + inputSize() + exchange.held());
    }

    /**
     * Processes the bytes as far as possible; owns the buffer.
     *
     * @param resumes whether they follow a head whose admission was waiting and resumes now
     */
    private void consume(ByteBuf in, boolean resumes) {
        consuming = true;
        ByteBuf rest = in;
        try {
            if (resumes) {
                exchange.resume(rest);
            }
            while (rest != null && rest.isReadable()) {
                switch (reading) {
                    case HEAD -> rest = writable() ? readHead(rest) : kept(rest);
                    case BODY -> {
                        exchange.takeBody(rest);
                        touchBody();
                    }
                    case DROPPED_BODY -> {
                        exchange.drop(rest);
                        touchBody();
                    }
                    case NOTHING -> rest = kept(rest);
                    case TUNNEL -> {
                        exchange.tunnel().fromClient(rest);
                        rest = null;
                    }
                    case LEFTOVERS -> dropLeftovers(rest);
                    case CLOSED -> rest.skipBytes(rest.readableBytes());
                }
            }
        } finally {
            if (rest != null) {
                rest.release();
            }
            consuming = false;
        }
        readOn();
    }

    /** Buffers bytes that cannot be processed yet. */
    private @Nullable ByteBuf kept(ByteBuf in) {
        hold(in);
        return null;
    }

    /** Parses a head. Returns the buffer to continue with, or null if it was kept until more arrives. */
    private @Nullable ByteBuf readHead(ByteBuf in) {
        int seen = head.length();
        ByteBuf bytes = head.join(in);
        switch (head.read(bytes, seen)) {
            case INCOMPLETE -> {
                if (seen == 0) {
                    deadline = loop.tick() + loop.timeouts().header().toNanos();
                }
                return null;
            }
            case REFUSED -> {
                bytes.skipBytes(bytes.readableBytes());
                exchange.refuseHead(loop.request().refusal());
            }
            case COMPLETE -> {
                bytes.skipBytes(loop.request().length());
                deadline = NEVER;
                reading = Reading.NOTHING;
                bodySince = loop.now();
                exchange.begin(loop.request(), bytes);
            }
        }
        return bytes;
    }

    /** A body has three deadlines: for its next part, for the amount that the minimum rate requires, and for the whole. */
    private void touchBody() {
        if (reading == Reading.BODY || reading == Reading.DROPPED_BODY) {
            Timeouts timeouts = loop.timeouts();
            long pause = loop.now() + timeouts.bodyPause().toNanos();
            long rate = loop.limits().bodyRate();
            long whole = Math.min(
                    timeouts.body().toNanos(), PendingBytes.allowed(timeouts.bodyPause(), exchange.bodyBytes(), rate));
            deadline = Math.min(pause, bodySince + whole);
        }
    }

    @Override
    public final void takeBody() {
        reading = Reading.BODY;
        touchBody();
        resume();
    }

    @Override
    public final void takeNothing() {
        if (reading != Reading.CLOSED) {
            reading = Reading.NOTHING;
            deadline = NEVER;
        }
    }

    @Override
    public final void resumeAdmission() {
        if (reading == Reading.NOTHING && exchange.isParked()) {
            ByteBuf waiting = takeInput();
            bodySince = loop.now();
            consume(waiting == null ? Unpooled.EMPTY_BUFFER : waiting, true);
            settle();
            closeIfEnded();
        }
    }

    @Override
    public final void becomeTunnel() {
        reading = Reading.TUNNEL;
        resume();
    }

    @Override
    public final void nextRequest(boolean bodyLeft) {
        if (reading == Reading.CLOSED) {
            return;
        }
        long now = loop.now();
        if (bodyLeft) {
            reading = Reading.DROPPED_BODY;
            bodySince = now;
            touchBody();
        } else {
            reading = Reading.HEAD;
            deadline = now + loop.timeouts().idle().toNanos();
            if ((ended || loop.draining()) && !holdsInput()) {
                closeAfterFlush();
                return;
            }
        }
        if (!consuming) {
            resume();
        }
    }

    /** Processes the buffered bytes, then resumes reading. */
    final void resume() {
        if (consuming) {
            return;
        }
        ByteBuf waiting = takeInput();
        if (waiting != null) {
            consume(waiting, false);
        }
        readOn();
        closeIfEnded();
    }

    private void closeIfEnded() {
        if (ended && !holdsInput() && reading == Reading.HEAD) {
            closeAfterFlush();
        }
    }

    /** Resumes reading from the network if it was paused and there is room now. */
    private void readOn() {
        if (isPaused() && !holdsInput() && reading != Reading.CLOSED && exchange.takesMore()) {
            unpause();
        }
    }

    @Override
    public final void takeMore() {
        if (reading == Reading.BODY || reading == Reading.TUNNEL) {
            resume();
        }
    }

    /** Drops all further bytes. */
    final void takeLeftovers() {
        reading = Reading.LEFTOVERS;
    }

    private void dropLeftovers(ByteBuf in) {
        leftovers += in.readableBytes();
        in.skipBytes(in.readableBytes());
        if (leftovers > MOST_LEFTOVERS) {
            closeNow();
        }
    }

    /** The connection is closed. */
    final void closed() {
        reading = Reading.CLOSED;
        ended = true;
        exchange.clientLeft();
        head.release();
    }
}
