package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;

/** Receives the bytes of an upstream after an upgrade to WebSocket. */
public interface UpgradedStream {
    /** Bytes have arrived; takes the buffer. */
    void fromUpstream(ByteBuf in);

    /** No more bytes are available now. */
    void flushToClient();

    /** The upstream has closed its half. */
    void upstreamEnded();

    /** The upstream's connection is closed. */
    void upstreamGone();
}
