package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import my.kilat.gateway.proxy.loop.PendingBytes;

/** The connection of a client, as an exchange uses it. All calls are made on the connection's event loop. */
public interface ClientLink {
    /** The client at the other end. */
    Peer peer();

    /** The channel that the response is written to. */
    Channel channel();

    /** The bytes buffered for the client, and how fast it reads its response. */
    PendingBytes pendingBytes();

    /** Writes without flushing; takes the buffer. */
    void write(ByteBuf buffer);

    /** Sends what was written. */
    void flush();

    /** Whether the client has closed its half of the connection. */
    boolean hasEnded();

    /** Whether the channel has room for more. */
    boolean writable();

    /** Stops reading from the network until the consumer of the bytes is ready for more. */
    void pause();

    /** The consumer of the bytes is ready for more. */
    void takeMore();

    /** The next bytes are the request's body. */
    void takeBody();

    /** The next bytes are buffered. */
    void takeNothing();

    /** The wait of the admission is over: {@link Exchange#resume} has to be called with the bytes after the head. */
    void resumeAdmission();

    /** From here on bytes pass through unparsed. */
    void becomeTunnel();

    /** Sets the next deadline of the connection, in the loop's nanoseconds. */
    void expireAt(long nanos);

    /** The response is written; the next request may follow, after the rest of a body that is dropped. */
    void nextRequest(boolean bodyLeft);

    /** The last response is written: it is flushed, then the connection is closed. */
    void closeAfterFlush();

    /** The last response is written to a client that may still be sending: its bytes are dropped for a moment. */
    void closeLingering();

    /** Closes the connection at once, whatever its state. */
    void closeNow();

    /** Updates the count of bytes that this connection holds. */
    void settle();
}
