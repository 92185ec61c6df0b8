package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The client's side of one WebSocket. */
final class SocketCaller extends ChannelInboundHandlerAdapter implements Frames.Sink {
    private static final byte[] AGREED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Owner owner;
    private final String target;
    private final boolean stalled;
    private final Frames frames = new Frames();
    private @Nullable Channel channel;
    private @Nullable ByteBuf head;
    private boolean open;

    /** Whose socket it is. */
    interface Owner {
        /** It is open. */
        void ready(Channel channel);

        /** The payload of a frame, which is at the reader index and this long. */
        void frame(ByteBuf payload, int length);

        /** It was not opened. */
        void broken(String why);
    }

    /**
     * @param target the path with its query
     * @param stalled whether it reads nothing once it is open
     */
    SocketCaller(Owner owner, String target, boolean stalled) {
        this.owner = owner;
        this.target = target;
        this.stalled = stalled;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        var _ = context.writeAndFlush(Unpooled.copiedBuffer(
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                StandardCharsets.US_ASCII));
    }

    void send(long due, int length) {
        Channel to = Objects.requireNonNull(channel);
        ByteBuf frame = Frames.begin(to.alloc(), length, true);
        frame.writeLong(due).writeZero(length - Long.BYTES);
        var _ = to.writeAndFlush(frame, to.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (open) {
            frames.read(in, this);
        } else {
            agreement(context, in);
        }
    }

    @Override
    public void frame(ByteBuf payload, int length, int mask) {
        if (!stalled) {
            owner.frame(payload, length);
        }
    }

    @Override
    public void ping() {
        Channel to = Objects.requireNonNull(channel);
        var _ = to.writeAndFlush(Frames.pong(to.alloc()), to.voidPromise());
    }

    private void agreement(ChannelHandlerContext context, ByteBuf in) {
        ByteBuf before = head;
        ByteBuf all = before == null ? in : Unpooled.wrappedBuffer(before, in);
        head = all;
        int end = indexOf(all, END_OF_HEAD);
        if (end < 0) {
            return;
        }
        head = null;
        if (indexOf(all, AGREED) != 0) {
            owner.broken("the socket was refused: " + all.toString(StandardCharsets.US_ASCII));
            all.release();
            return;
        }
        open = true;
        context.channel().config().setAutoRead(!stalled);
        all.skipBytes(end + END_OF_HEAD.length);
        owner.ready(context.channel());
        frames.read(all, this);
    }

    private static int indexOf(ByteBuf in, byte[] wanted) {
        return ByteBufUtil.indexOf(Unpooled.wrappedBuffer(wanted), in);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        frames.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
