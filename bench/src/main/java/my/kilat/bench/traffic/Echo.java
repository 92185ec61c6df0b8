package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;

/** The server's side of one WebSocket: what comes goes back. */
final class Echo {
    private static final int FLOOD_FRAME = 1_024;
    /** The answer to the one key that {@link SocketCaller} sends. */
    private static final byte[] AGREED = """
            HTTP/1.1 101 Switching Protocols\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final Frames frames = new Frames();
    private final boolean flooding;

    Echo(Channel channel, boolean flooding) {
        this.channel = channel;
        this.flooding = flooding;
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(AGREED));
        flood();
    }

    void read(ByteBuf in) {
        frames.read(in, this::back);
    }

    private void back(ByteBuf in, int length, int mask) {
        ByteBuf out = Frames.begin(channel.alloc(), length, false);
        int from = out.writerIndex();
        out.writeBytes(in, length);
        if (mask != 0) {
            for (int i = 0; i < length; i++) {
                out.setByte(from + i, out.getByte(from + i) ^ (mask >>> (24 - 8 * (i % 4))));
            }
        }
        var _ = channel.write(out, channel.voidPromise());
    }

    /** Sends as much as is taken, on a socket that wants it. */
    void flood() {
        while (flooding && channel.isActive() && channel.isWritable()) {
            ByteBuf out = Frames.begin(channel.alloc(), FLOOD_FRAME, false);
            var _ = channel.writeAndFlush(out.writeZero(FLOOD_FRAME), channel.voidPromise());
        }
    }

    void release() {
        frames.release();
    }
}
