package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import my.kilat.gateway.proxy.loop.PendingBytes;

/** The connection of a client, as an exchange uses it. All calls are made on the connection's event loop. */
public interface ClientLink {
    /** Who is at the other end. */
    Peer peer();

    /** Where the response is written to. */
    Channel channel();

    /** What is held for the client, and how fast it takes its response. */
    PendingBytes pendingBytes();

    /** Writes without flushing; takes the buffer. */
    void write(ByteBuf buffer);

    /** Sends what was written. */
    void flush();

    /** Whether the channel has room for more. */
    boolean writable();

    /** Reads no more from the network until whoever takes the bytes is ready for more. */
    void pause();

    /** Whoever takes the bytes is ready for more. */
    void takeMore();

    /** The next bytes are the request's body. */
    void takeBody();

    /** The next bytes wait. */
    void takeNothing();

    /** Admission has what it waited for: {@link Exchange#resume} is to be called with the bytes that follow the head. */
    void resumeAdmission();

    /** From here on bytes pass through unread. */
    void becomeTunnel();

    /** When the connection is next late, in the loop's nanoseconds. */
    void expireAt(long nanos);

    /** The response is written; the next request may come, after what is left of a body nobody wanted. */
    void nextRequest(boolean bodyLeft);

    /** The last response is written: it is sent, then the connection closes. */
    void closeAfterFlush();

    /** The last response is written to a client that may still be sending: its bytes are dropped for a moment. */
    void closeLingering();

    /** The connection ends here, in the middle of whatever it was. */
    void closeNow();

    /** Counts again what this connection holds. */
    void settle();
}
