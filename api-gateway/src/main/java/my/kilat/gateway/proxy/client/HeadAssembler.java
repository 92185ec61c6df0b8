package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** Assembles the head of a request from incoming bytes, and parses it once it is complete. */
final class HeadAssembler {
    private final LoopContext loop;
    private @Nullable ByteBuf partial;

    HeadAssembler(LoopContext loop) {
        this.loop = loop;
    }

    /** The buffered part of a head and the bytes that have just arrived, in one buffer; takes the buffer. */
    ByteBuf join(ByteBuf in) {
        ByteBuf before = partial;
        if (before == null) {
            return in;
        }
        partial = null;
        return Buffers.join(in.alloc(), before, in);
    }

    /**
     * Parses the head at the beginning of a buffer into the event loop's head buffer, without moving the reader index. An
     * incomplete one is kept until more arrives; then the buffer no longer belongs to the caller.
     *
     * @param seen how many bytes of the buffer were seen before
     */
    RequestHead.Outcome read(ByteBuf bytes, int seen) {
        byte[] room = loop.requestBytes();
        RequestHead.Outcome outcome = RequestHead.Outcome.INCOMPLETE;
        if (seen == 0 || bytes.readableBytes() >= room.length || Buffers.endsHead(bytes, seen)) {
            int length = Math.min(bytes.readableBytes(), room.length);
            bytes.getBytes(bytes.readerIndex(), room, 0, length);
            outcome = loop.request().read(room, length, loop.limits().header());
        }
        if (outcome == RequestHead.Outcome.INCOMPLETE) {
            partial = bytes;
        }
        return outcome;
    }

    /** How many bytes of a head have arrived; 0 between two requests. */
    int length() {
        ByteBuf kept = partial;
        return kept == null ? 0 : kept.readableBytes();
    }

    boolean isEmpty() {
        return partial == null;
    }

    /** The memory that is held. */
    int size() {
        return Buffers.size(partial);
    }

    void release() {
        partial = Buffers.release(partial);
    }
}
