package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;

/** Where the response of an upstream is written to. The connection decides only how fast it reads. */
public interface ResponseSink {
    /**
     * The response has begun.
     *
     * @param head good until the next head is read on this event loop
     * @return whether a body follows
     */
    boolean begin(ResponseHead head);

    /** Writes the head that has begun, with the body if that is at hand and short. */
    void writeHead(Body body, ByteBuf in);

    /**
     * Writes a part of the body.
     *
     * @param isPartDue whether the client is to get it at once, for more may be long in coming
     */
    void writeBody(ByteBuf in, int bytes, boolean isPartDue);

    /** Writes what ends the body. */
    void finish();

    /** Sends what was written. */
    void flush();

    /** Whether the client's channel has room. */
    boolean isWritable();

    /** Whether more may be written though the channel is full; so many bytes are still to come, as far as that is known. */
    boolean takes(long toCome);
}
