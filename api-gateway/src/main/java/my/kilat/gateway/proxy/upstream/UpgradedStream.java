package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;

/** Where the bytes of an upstream go once it speaks WebSocket. */
public interface UpgradedStream {
    /** Takes the buffer. */
    void fromUpstream(ByteBuf in);

    /** No more bytes are at hand. */
    void flushToClient();

    /** The upstream has ended its half. */
    void upstreamEnded();

    /** The upstream's connection is gone. */
    void upstreamGone();
}
