package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Long bodies, sent as fast as they are taken. */
final class Uploads extends Work {
    private static final int PART = 64 << 10;

    private final ByteBuf part = Unpooled.directBuffer(PART).writeZero(PART);
    private final List<Upload> uploads = new ArrayList<>();

    Uploads(Sockets sockets, Order order) {
        super(sockets, order);
    }

    @Override
    ChannelHandler connection(int number) {
        Upload upload = new Upload();
        uploads.add(upload);
        return upload;
    }

    @Override
    void begin() {
        var _ = loop.schedule(() -> outcome.complete(summary()), (long) (order.seconds() * 1e9), TimeUnit.NANOSECONDS);
    }

    @Override
    boolean isSettled() {
        return true;
    }

    @Override
    Outcome summary() {
        return Outcome.of(uploads.stream().mapToLong(upload -> upload.sent).sum());
    }

    private final class Upload extends ChannelInboundHandlerAdapter {
        private long sent;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var _ = context.writeAndFlush(Unpooled.copiedBuffer(
                    "POST " + order.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + order.token()
                            + "\r\nContent-Length: " + order.bytes() + "\r\n\r\n",
                    StandardCharsets.US_ASCII));
            ready(context.channel());
            more(context);
        }

        private void more(ChannelHandlerContext context) {
            while (context.channel().isWritable() && sent < order.bytes()) {
                int length = (int) Math.min(PART, order.bytes() - sent);
                sent += length;
                var _ = context.writeAndFlush(part.retainedSlice(0, length));
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            more(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
