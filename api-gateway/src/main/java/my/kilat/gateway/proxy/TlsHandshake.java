package my.kilat.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import my.kilat.platform.net.Address;

/** The beginning of an HTTPS connection: the handshake, in which both sides agree on HTTP/2 or HTTP/1.1. */
final class TlsHandshake extends ApplicationProtocolNegotiationHandler {
    private final LoopContext loop;
    private final Address peer;

    private TlsHandshake(LoopContext loop, Address peer) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.loop = loop;
        this.peer = peer;
    }

    static void begin(LoopContext loop, Channel channel, Address peer, SslContext context) {
        SslHandler tls = context.newHandler(channel.alloc());
        tls.setHandshakeTimeoutMillis(loop.engine.timeouts().header().toMillis());
        channel.pipeline().addLast(tls, new TlsHandshake(loop, peer));
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        Channel channel = context.channel();
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            H2Connection.start(loop, channel, peer);
        } else {
            channel.pipeline().addLast(new ClientConnection(loop, channel, peer, true));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        loop.engine.telemetry().protocolBroken(cause);
        var _ = context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.engine.telemetry().protocolBroken(cause);
        var _ = context.close();
    }
}
