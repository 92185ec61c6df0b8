package my.kilat.gateway.proxy.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.Peer;
import my.kilat.gateway.proxy.loop.DeadlineHandler;
import my.kilat.gateway.proxy.loop.LoopContext;

/** A client's HTTP/2 connection. Each stream is served by itself; the connection is closed when it has had none for long. */
final class H2Connection extends DeadlineHandler {
    private static final int STREAMS = 100;
    /** Streams that a client may open and reset within the window of seconds before its connection is closed. */
    private static final int RESETS = 200;

    private static final int RESET_WINDOW_SECONDS = 10;
    private static final int WAITING_CONTROL_FRAMES = 1000;
    private static final int EMPTY_FRAMES = 10;

    private final LoopContext loop;
    private final Channel channel;
    private final Http2FrameCodec codec;
    private boolean leaving;

    private H2Connection(LoopContext loop, Channel channel, Http2FrameCodec codec) {
        this.loop = loop;
        this.channel = channel;
        this.codec = codec;
    }

    /** Adds HTTP/2 to a channel. */
    static void start(ExchangeContext context, Channel channel, Peer peer) {
        LoopContext loop = context.loop();
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(STREAMS)
                        .maxHeaderListSize(loop.limits().header()))
                .decoderEnforceMaxRstFramesPerWindow(RESETS, RESET_WINDOW_SECONDS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_FRAMES)
                .encoderEnforceMaxQueuedControlFrames(WAITING_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(loop.timeouts().drain().toMillis())
                .build();
        ChannelInitializer<Channel> streams = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new H2Stream(loop), new ClientConnection(context, stream, peer));
            }
        };
        H2Connection connection = new H2Connection(loop, channel, codec);
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(streams), connection);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        loop.watch(this);
        touch(loop.tick());
    }

    private void touch(long now) {
        deadline = now + loop.timeouts().idle().toNanos();
    }

    private int streams() {
        return codec.connection().numActiveStreams();
    }

    @Override
    protected void look(long now) {
        if (streams() > 0) {
            touch(now);
        } else if (leaving) {
            var _ = channel.close();
        }
        super.look(now);
    }

    @Override
    protected void late(long now) {
        var _ = channel.close();
    }

    /** Accepts no more streams, and closes after the last. */
    @Override
    protected void drain() {
        if (!leaving) {
            leaving = true;
            var _ = channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // Settings, pings and the like, which the codec has handled.
        ReferenceCountUtil.release(message);
    }

    /** A client that has closed its half can answer no ping and open no window: all its streams have ended. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // Below the codec, which would wait for the streams to end by themselves.
            var _ = channel.pipeline().firstContext().close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.unwatch(this);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.telemetry().protocolBroken(cause);
        var _ = context.close();
    }
}
