package my.kilat.gateway.proxy.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** What is done to buffers in more than one place. */
public final class Buffers {
    private static final ByteBuf LINE = constant("\r\n");
    private static final ByteBuf LAST_CHUNK = constant("0\r\n\r\n");

    /** Bodies up to this length are copied behind what is written anyway: one small copy costs less than two buffers. */
    public static final int SMALL = 8 * 1024;

    /** A buffer of more than this beside what is in it is not kept for a peer that is slow to take it. */
    private static final int MOST_UNUSED = 256;

    private Buffers() {}

    /**
     * Writes a buffer without flushing; takes it. While the channel is backed up, a little that was read into a large buffer is
     * copied into one of its own size: what is held for slow peers is bounded by its bytes, and takes that much memory.
     */
    public static void write(Channel channel, ByteBuf buffer) {
        ByteBuf written = buffer;
        if (PendingBytes.pending(channel) > 0
                && memory(buffer) - buffer.readableBytes() > buffer.readableBytes() + MOST_UNUSED) {
            try {
                written = channel.alloc().directBuffer(buffer.readableBytes()).writeBytes(buffer);
            } finally {
                buffer.release();
            }
        }
        var _ = channel.write(written, channel.voidPromise());
    }

    /** The memory that is kept by keeping this buffer. */
    private static int memory(ByteBuf buffer) {
        ByteBuf whole = buffer;
        for (ByteBuf next = whole.unwrap(); next != null; next = next.unwrap()) {
            whole = next;
        }
        return whole.capacity();
    }

    private static ByteBuf constant(String text) {
        byte[] bytes = Bytes.ascii(text);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    /** The bytes of both, in a buffer of its own; takes both. */
    public static ByteBuf join(ByteBufAllocator allocator, ByteBuf first, ByteBuf second) {
        try {
            if (first.writableBytes() >= second.readableBytes() && first.refCnt() == 1 && !first.isReadOnly()) {
                return first.writeBytes(second);
            }
            int length = first.readableBytes() + second.readableBytes();
            ByteBuf both = allocator.directBuffer(Math.max(256, length + (length >> 1)));
            both.writeBytes(first).writeBytes(second);
            first.release();
            return both;
        } finally {
            second.release();
        }
    }

    /**
     * Whether a head may be complete, or certainly wrong, by what has been appended to it: an empty line, or a line feed
     * without its carriage return. Saves reading the head anew for every byte of a caller who sends one at a time.
     */
    public static boolean endsHead(ByteBuf bytes, int seen) {
        int start = bytes.readerIndex();
        int from = start + Math.max(0, seen - 1);
        int end = bytes.writerIndex();
        for (int i = bytes.indexOf(from, end, (byte) '\n');
                i >= 0 && i < end;
                i = bytes.indexOf(i + 1, end, (byte) '\n')) {
            if (i == start || bytes.getByte(i - 1) != '\r') {
                return true;
            }
            if (i - 3 >= start && bytes.getByte(i - 2) == '\n' && bytes.getByte(i - 3) == '\r') {
                return true;
            }
            if (i + 1 == end) {
                return false;
            }
        }
        return false;
    }

    /** Writes so many bytes of a buffer as one chunk. */
    public static void writeChunk(Channel channel, ByteBuf in, int bytes) {
        boolean small = bytes <= SMALL;
        ByteBuf head = channel.alloc().directBuffer(sizeDigits(bytes) + 4 + (small ? bytes : 0));
        writeSize(head, bytes);
        if (small) {
            head.writeBytes(in, bytes).writeByte('\r').writeByte('\n');
            var _ = channel.write(head, channel.voidPromise());
        } else {
            var _ = channel.write(head, channel.voidPromise());
            write(channel, in.readRetainedSlice(bytes));
            var _ = channel.write(line(), channel.voidPromise());
        }
    }

    /** Appends so many bytes of a buffer to another as one chunk. */
    public static void appendChunk(ByteBuf to, ByteBuf in, int bytes) {
        writeSize(to, bytes).writeBytes(in, bytes).writeByte('\r').writeByte('\n');
    }

    /** Appends what ends a body in chunks. */
    public static void appendLastChunk(ByteBuf to) {
        to.writeBytes(LAST_CHUNK.duplicate());
    }

    private static ByteBuf writeSize(ByteBuf to, int bytes) {
        for (int shift = (sizeDigits(bytes) - 1) * 4; shift >= 0; shift -= 4) {
            to.writeByte("0123456789abcdef".charAt(bytes >>> shift & 15));
        }
        return to.writeByte('\r').writeByte('\n');
    }

    private static int sizeDigits(int bytes) {
        return (35 - Integer.numberOfLeadingZeros(bytes)) / 4;
    }

    /** A line end. */
    public static ByteBuf line() {
        return LINE.duplicate();
    }

    /** What ends a body in chunks. */
    public static ByteBuf lastChunk() {
        return LAST_CHUNK.duplicate();
    }

    public static void writeLastChunk(Channel channel) {
        var _ = channel.write(lastChunk(), channel.voidPromise());
    }

    /** Writes so many bytes of a buffer as they are. */
    public static void writePart(Channel channel, ByteBuf in, int bytes) {
        write(channel, in.readRetainedSlice(bytes));
    }

    /** Ends our half of a connection. A stream of HTTP/2 has ended its own with the last byte of its answer. */
    public static void end(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    /** How much memory a buffer takes, which may not be there. */
    public static int size(@Nullable ByteBuf buffer) {
        return buffer == null ? 0 : buffer.capacity();
    }

    public static @Nullable ByteBuf release(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }
}
