package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 stream, adapted to an HTTP/1.1 connection with one request. Its handler is the same {@link ClientConnection} that
 * serves HTTP/1.1, so every rule and limit holds for both, and is written once.
 */
final class H2Stream extends ChannelDuplexHandler {
    private final LoopContext loop;
    private final Body answerBody = new Body();
    private boolean chunked;
    private boolean headRequest;
    private boolean begun;
    private boolean requestEnded;
    private boolean answering;
    private boolean answered;

    H2Stream(LoopContext loop) {
        this.loop = loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case Http2HeadersFrame headers when !begun -> begin(context, headers);
            case Http2HeadersFrame trailers -> end(context, trailers.isEndStream());
            case Http2DataFrame data -> data(context, data);
            case null, default -> ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, Http2HeadersFrame frame) {
        begun = true;
        headRequest = "HEAD"
                .contentEquals(
                        frame.headers().method() == null ? "" : frame.headers().method());
        boolean length = frame.headers().contains("content-length");
        chunked = !frame.isEndStream() && !length;
        requestEnded = frame.isEndStream();
        Optional<ByteBuf> head = H2Heads.request(frame.headers(), chunked, context.alloc());
        if (head.isPresent()) {
            context.fireChannelRead(head.get());
        } else {
            reset(context);
        }
    }

    private void data(ChannelHandlerContext context, Http2DataFrame frame) {
        ByteBuf content = frame.content();
        if (!content.isReadable()) {
            content.release();
        } else if (chunked) {
            String size = Integer.toHexString(content.readableBytes()) + "\r\n";
            context.fireChannelRead(Unpooled.copiedBuffer(size, java.nio.charset.StandardCharsets.US_ASCII));
            context.fireChannelRead(content);
            context.fireChannelRead(Buffers.line());
        } else {
            context.fireChannelRead(content);
        }
        end(context, frame.isEndStream());
    }

    private void end(ChannelHandlerContext context, boolean last) {
        requestEnded |= last;
        if (last && chunked) {
            context.fireChannelRead(Buffers.lastChunk());
        }
    }

    private static void reset(ChannelHandlerContext context) {
        var _ = context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
        var _ = context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame) {
            var _ = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!answering && bytes.isReadable()) {
                head(context, bytes);
            }
            body(context, bytes);
        } finally {
            bytes.release();
        }
        promise.trySuccess();
    }

    private void head(ChannelHandlerContext context, ByteBuf bytes) {
        int length = Math.min(bytes.readableBytes(), loop.responseBytes().length);
        bytes.getBytes(bytes.readerIndex(), loop.responseBytes(), 0, length);
        ResponseHead head = loop.written();
        if (head.read(loop.responseBytes(), length, loop.responseBytes().length) != ResponseHead.Outcome.COMPLETE) {
            throw new IllegalStateException("a head of our own cannot be read");
        }
        bytes.skipBytes(head.length());
        if (head.status() >= 200) {
            answering = true;
            answerBody.ofResponse(head, !headRequest && !head.bodiless());
            answered = answerBody.done();
        }
        var _ = context.write(new DefaultHttp2HeadersFrame(H2Heads.answer(head), answered));
    }

    private void body(ChannelHandlerContext context, ByteBuf bytes) {
        int length;
        while ((length = answerBody.available(bytes)) > 0) {
            ByteBuf part = bytes.readRetainedSlice(length);
            answerBody.took(length);
            answered = answerBody.done();
            var _ = context.write(new DefaultHttp2DataFrame(part, answered));
        }
        if (answerBody.done() && !answered) {
            answered = true;
            var _ = context.write(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true));
        }
    }

    /**
     * If the stream closes after the response but while the request is still being sent, the client is not at fault: it gets
     * NO_ERROR, which stops the request and keeps the response valid.
     */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (answered && !requestEnded) {
            requestEnded = true;
            var _ = context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
                    .addListener(_ -> end(context, promise));
        } else {
            end(context, promise);
        }
    }

    private static void end(ChannelHandlerContext context, ChannelPromise promise) {
        var _ = context.close(promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
        var _ = context.close();
    }
}
