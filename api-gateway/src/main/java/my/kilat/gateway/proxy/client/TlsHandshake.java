package my.kilat.gateway.proxy.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.Peer;

/** The start of an HTTPS connection: the handshake, which negotiates HTTP/2 or HTTP/1.1. */
public final class TlsHandshake extends ApplicationProtocolNegotiationHandler {
    private final ExchangeContext context;
    private final Peer peer;

    private TlsHandshake(ExchangeContext context, Peer peer) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.context = context;
        this.peer = peer;
    }

    public static void begin(ExchangeContext context, Channel channel, Peer peer, SslContext tlsContext) {
        SslHandler tls = tlsContext.newHandler(channel.alloc());
        tls.setHandshakeTimeoutMillis(context.loop().timeouts().header().toMillis());
        channel.pipeline().addLast(tls, new TlsHandshake(context, peer));
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext handler, String protocol) {
        Channel channel = handler.channel();
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            H2Connection.start(context, channel, peer);
        } else {
            channel.pipeline().addLast(new ClientConnection(context, channel, peer));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext handler, Throwable cause) {
        context.loop().telemetry().protocolBroken(cause);
        var _ = handler.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        context.loop().telemetry().protocolBroken(cause);
        var _ = handler.close();
    }
}
