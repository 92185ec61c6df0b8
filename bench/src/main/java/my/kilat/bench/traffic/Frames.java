package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** WebSocket frames in a stream of bytes: reading whole ones, and writing binary ones of up to 64 KB. */
final class Frames {
    private static final int BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int PING = 0x9;
    private static final int PONG = 0x8a;
    private static final int SHORT = 126;
    private static final int MASK_BYTES = 4;

    private @Nullable ByteBuf rest;

    /** Takes a frame. */
    @FunctionalInterface
    interface Sink {
        /** The payload is at the reader index and this long; the mask is 0 when there is none. */
        void frame(ByteBuf in, int length, int mask);

        /** The other side wants a {@link #pong}. */
        default void ping() {}
    }

    /** Hands on every frame that is complete and keeps what is left; the buffer is released. */
    void read(ByteBuf more, Sink sink) {
        ByteBuf in = more;
        ByteBuf before = rest;
        if (before != null) {
            in = before.writeBytes(more);
            more.release();
            rest = null;
        }
        while (one(in, sink)) {
            // until the last complete one
        }
        if (in.isReadable()) {
            rest = in.alloc().buffer(in.readableBytes() + 2_048).writeBytes(in);
        }
        in.release();
    }

    private static boolean one(ByteBuf in, Sink sink) {
        int at = in.readerIndex();
        int there = in.readableBytes();
        if (there < 2) {
            return false;
        }
        int second = in.getByte(at + 1);
        int maskBytes = (second & MASKED) == 0 ? 0 : MASK_BYTES;
        int length = second & 0x7f;
        int header = 2 + maskBytes + (length == SHORT ? 2 : 0);
        if (there < header) {
            return false;
        }
        if (length == SHORT) {
            length = in.getUnsignedShort(at + 2);
        }
        if (there < header + length) {
            return false;
        }
        int mask = maskBytes == 0 ? 0 : in.getInt(at + header - MASK_BYTES);
        in.readerIndex(at + header);
        int end = at + header + length;
        if ((in.getByte(at) & OPCODE) == PING) {
            sink.ping();
        } else {
            sink.frame(in, length, mask);
        }
        in.readerIndex(end);
        return true;
    }

    /** The answer of a client to a ping, masked with zeros. */
    static ByteBuf pong(ByteBufAllocator allocator) {
        return allocator.directBuffer(6).writeByte(PONG).writeByte(MASKED).writeInt(0);
    }

    void release() {
        ByteBuf left = rest;
        if (left != null) {
            rest = null;
            left.release();
        }
    }

    /**
     * Room for a frame, its header written.
     *
     * @param masked with a mask of zeros, which is a mask and saves the work
     */
    static ByteBuf begin(ByteBufAllocator allocator, int length, boolean masked) {
        ByteBuf out = allocator.directBuffer(length + 8);
        int flag = masked ? MASKED : 0;
        out.writeByte(BINARY);
        if (length < SHORT) {
            out.writeByte(flag | length);
        } else {
            out.writeByte(flag | SHORT).writeShort(length);
        }
        return masked ? out.writeInt(0) : out;
    }
}
