package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The upstream of uploads and sockets. It reads bodies and drops them, at 10 KB/s where the path says {@value #SLOW}; on
 * sockets it sends back what it gets, or where the query says {@value #FLOOD}, frames without end.
 */
public final class Streams extends ChannelInboundHandlerAdapter {
    /** In the path of an upload that is to be read slowly. */
    public static final String SLOW = "slow";

    static final String FLOOD = "flood";

    private static final int LONGEST_HEAD = 16 << 10;
    private static final int SLOW_READ = 1_024;
    private static final int SLOW_PAUSE_MILLIS = 100;
    private static final int SLOW_BUFFER = 64 << 10;
    private static final int SLOW_FOR_SECONDS = 10;
    private static final byte[] DONE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final RequestHead head = new RequestHead();
    private final Body body = new Body();
    private final byte[] bytes = new byte[LONGEST_HEAD];
    private int known;
    private boolean inBody;
    private @Nullable Echo socket;
    private @Nullable Future<?> trickling;

    /** Listens on the port that the argument names, until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        new Sockets().listen(Integer.parseInt(arguments[0]), Streams::new);
        Thread.currentThread().join();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        Echo echo = socket;
        if (echo != null) {
            echo.read(in);
            return;
        }
        try {
            while (in.isReadable() && socket == null) {
                if (inBody || head(context, in)) {
                    body(context, in);
                }
            }
        } finally {
            in.release();
        }
    }

    private boolean head(ChannelHandlerContext context, ByteBuf in) {
        int step = Math.min(in.readableBytes(), bytes.length - known);
        in.readBytes(bytes, known, step);
        known += step;
        RequestHead.Outcome outcome = head.read(bytes, known, bytes.length);
        if (outcome == RequestHead.Outcome.INCOMPLETE) {
            return false;
        }
        if (outcome == RequestHead.Outcome.REFUSED) {
            throw new IllegalStateException("not a request: " + head.refusal());
        }
        in.readerIndex(in.readerIndex() - (known - head.length()));
        known = 0;
        String target =
                new String(bytes, head.pathStart(), head.targetEnd() - head.pathStart(), StandardCharsets.US_ASCII);
        if (head.upgradesToWebSocket()) {
            socket = new Echo(context.channel(), target.contains(FLOOD + "="));
            return false;
        }
        inBody = true;
        if (head.chunked()) {
            body.ofChunks();
        } else {
            body.ofLength(Math.max(0, head.contentLength()));
        }
        if (target.contains(SLOW)) {
            trickle(context);
        }
        return true;
    }

    private void body(ChannelHandlerContext context, ByteBuf in) {
        int part;
        while ((part = body.available(in)) > 0) {
            in.skipBytes(part);
            body.took(part);
        }
        if (body.done()) {
            inBody = false;
            var _ = context.writeAndFlush(Unpooled.wrappedBuffer(DONE));
        }
    }

    private void trickle(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(false);
        // What nobody reads is kept by the system, and with megabytes for each caller it would soon have none left.
        context.channel().config().setOption(ChannelOption.SO_RCVBUF, SLOW_BUFFER);
        var _ = context.executor()
                .schedule(
                        () -> {
                            var _ = context.close();
                        },
                        SLOW_FOR_SECONDS,
                        TimeUnit.SECONDS);
        context.channel()
                .config()
                .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(SLOW_READ).maxMessagesPerRead(1));
        trickling = context.executor().scheduleAtFixedRate(context::read, 0, SLOW_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Echo echo = socket;
        if (echo != null) {
            echo.flood();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Future<?> reading = trickling;
        if (reading != null) {
            reading.cancel(false);
        }
        Echo echo = socket;
        if (echo != null) {
            echo.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
