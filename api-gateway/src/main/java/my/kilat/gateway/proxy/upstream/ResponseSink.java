package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;

/** The destination of an upstream's response. The connection only decides how fast it reads. */
public interface ResponseSink {
    /**
     * The response has begun.
     *
     * @param head valid until the next head is parsed on this event loop
     * @return whether a body follows
     */
    boolean begin(ResponseHead head);

    /** Writes the head, with the body if that is available and short. */
    void writeHead(Body body, ByteBuf in);

    /**
     * Writes a part of the body.
     *
     * @param isPartDue whether to flush it at once, because the next part may take long
     */
    void writeBody(ByteBuf in, int bytes, boolean isPartDue);

    /** Writes the end of the body. */
    void finish();

    /** Sends what was written. */
    void flush();

    /** Whether the client's channel has room. */
    boolean isWritable();

    /** Whether more may be written although the channel is full; {@code toCome} bytes are still to come, as far as known. */
    boolean takes(long toCome);
}
