package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** A keep-alive connection that sends one request after the other. */
final class Caller extends ChannelInboundHandlerAdapter {
    private static final int LONGEST_HEAD = 16 << 10;

    private final Requests requests;
    private final ResponseHead head = new ResponseHead();
    private final Body body = new Body();
    private final byte[] bytes = new byte[LONGEST_HEAD];
    private @Nullable Channel channel;
    private int known;
    private boolean inBody;
    private boolean busy;
    private long due;

    Caller(Requests requests) {
        this.requests = requests;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        requests.connected(this);
    }

    void send(long when) {
        due = when;
        busy = true;
        var _ = channel().writeAndFlush(requests.request(when), channel().voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable()) {
                if (!inBody && !head(in)) {
                    continue;
                }
                int part;
                while ((part = body.available(in)) > 0) {
                    in.skipBytes(part);
                    body.took(part);
                }
                if (body.done()) {
                    inBody = false;
                    busy = false;
                    requests.answered(this, due, head.status() / 100 == 2);
                }
            }
        } finally {
            in.release();
        }
    }

    /** Reads on in the head; false when it is not complete. */
    private boolean head(ByteBuf in) {
        int step = Math.min(in.readableBytes(), bytes.length - known);
        in.readBytes(bytes, known, step);
        known += step;
        if (head.read(bytes, known, bytes.length) != ResponseHead.Outcome.COMPLETE) {
            return false;
        }
        in.readerIndex(in.readerIndex() - (known - head.length()));
        known = 0;
        inBody = true;
        if (head.chunked()) {
            body.ofChunks();
        } else {
            body.ofLength(Math.max(0, head.contentLength()));
        }
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (busy) {
            requests.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
