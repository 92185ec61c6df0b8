package my.kilat.gateway.proxy.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Common operations on buffers. */
public final class Buffers {
    private static final ByteBuf LINE = constant("\r\n");
    private static final ByteBuf LAST_CHUNK = constant("0\r\n\r\n");

    /** Bodies up to this length are copied after the pending bytes: one small copy costs less than two buffers. */
    public static final int SMALL = 8 * 1024;

    /** A buffer with more unused bytes than this is not kept for a slow peer. */
    private static final int MOST_UNUSED = 256;

    private Buffers() {}

    /**
     * Writes a buffer without flushing; takes it. While the channel is backed up, a few bytes in a large buffer are copied
     * into one of their own size: the limit for slow peers counts bytes, and memory has to match it.
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

    /** The memory that the buffer occupies. */
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

    /** The bytes of both, in one new buffer; takes both. */
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
     * Whether a head may be complete, or is certainly invalid, judged by the appended bytes: an empty line, or a line feed
     * without its carriage return. Avoids parsing the head anew for every byte of a client that sends one at a time.
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

    /** Writes this many bytes of a buffer as one chunk. */
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

    /** Appends this many bytes of a buffer to another as one chunk. */
    public static void appendChunk(ByteBuf to, ByteBuf in, int bytes) {
        writeSize(to, bytes).writeBytes(in, bytes).writeByte('\r').writeByte('\n');
    }

    /** Appends the last chunk. */
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

    /** The last chunk of a chunked body. */
    public static ByteBuf lastChunk() {
        return LAST_CHUNK.duplicate();
    }

    public static void writeLastChunk(Channel channel) {
        var _ = channel.write(lastChunk(), channel.voidPromise());
    }

    /** Writes this many bytes of a buffer unchanged. */
    public static void writePart(Channel channel, ByteBuf in, int bytes) {
        write(channel, in.readRetainedSlice(bytes));
    }

    /** Closes our half of a connection. An HTTP/2 stream has closed its own with the last byte of its response. */
    public static void end(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    /** The memory that a buffer occupies; 0 for null. */
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
