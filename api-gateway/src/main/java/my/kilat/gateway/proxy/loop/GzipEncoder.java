package my.kilat.gateway.proxy.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.ResponseHead;

/**
 * Compresses a response with gzip while it is streamed. A loop keeps a few of these, because each holds a quarter of a
 * megabyte.
 */
public final class GzipEncoder {
    private static final int LEVEL = 4;
    private static final byte[] GZIP = Bytes.ascii("gzip");
    private static final byte[] JSON = Bytes.ascii("application/json");
    private static final byte[] GEO_JSON = Bytes.ascii("application/geo+json");
    private static final byte[] NO_TRANSFORM = Bytes.ascii("no-transform");
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 sum = new CRC32();
    private boolean begun;

    /** Whether a client accepts gzip: it names it, and not with quality 0. */
    public static boolean isAccepted(Fields fields) {
        int i = fields.find(Field.ACCEPT_ENCODING);
        if (i < 0) {
            return false;
        }
        if (fields.valueHolds(i, GZIP)) {
            return true;
        }
        return fields.value(i).matches("(?i).*\\bgzip\\s*;\\s*q=(1|0\\.\\d*[1-9]).*");
    }

    /** Whether a response should be compressed, and may be changed: JSON from this length on that is not compressed yet. */
    public static boolean isWorth(ResponseHead head, int least) {
        Fields fields = head.fields();
        if (least == 0 || head.status() < 200 || head.status() > 299 || head.status() == 204 || head.status() == 206) {
            return false;
        }
        if (head.contentLength() >= 0 && head.contentLength() < least) {
            return false;
        }
        int type = fields.find(Field.CONTENT_TYPE);
        if (type < 0 || fields.find(Field.CONTENT_ENCODING) >= 0) {
            return false;
        }
        int cache = fields.find(Field.CACHE_CONTROL);
        byte[] bytes = fields.bytes();
        int from = fields.valueStart(type);
        int to = fields.valueEnd(type);
        return (Bytes.startsWithIgnoreCase(bytes, from, to, JSON)
                        || Bytes.startsWithIgnoreCase(bytes, from, to, GEO_JSON))
                && !(cache >= 0 && fields.valueHolds(cache, NO_TRANSFORM));
    }

    /** Prepares for another response. */
    GzipEncoder reset() {
        deflater.reset();
        sum.reset();
        begun = false;
        return this;
    }

    /** Releases its memory. */
    void discard() {
        deflater.end();
    }

    /**
     * Compresses this many bytes of a buffer and writes the result as chunks.
     *
     * @param now whether to flush everything so far, as in a response that arrives bit by bit
     */
    public void write(Channel channel, ByteBuf in, int bytes, boolean now) {
        ByteBuffer input = in.nioBuffer(in.readerIndex(), bytes);
        sum.update(input.duplicate());
        deflater.setInput(input);
        drain(channel, Math.max(256, bytes / 2), now ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
        in.skipBytes(bytes);
    }

    /** The compressed bytes so far, without chunk framing. */
    public long written() {
        return deflater.getBytesWritten();
    }

    /** Writes the rest and the gzip trailer, by whose checksum the client verifies that nothing is missing. */
    public void finish(Channel channel) {
        long total = deflater.getBytesRead();
        deflater.finish();
        drain(channel, 1024, Deflater.NO_FLUSH);
        ByteBuf end = channel.alloc().directBuffer(8);
        end.writeIntLE((int) sum.getValue()).writeIntLE((int) total);
        Buffers.writeChunk(channel, end, 8);
        end.release();
    }

    private void drain(Channel channel, int room, int flush) {
        while (true) {
            ByteBuf out = channel.alloc().directBuffer(room + HEADER.length);
            try {
                if (!begun) {
                    begun = true;
                    out.writeBytes(HEADER);
                }
                int start = out.writerIndex();
                int length = deflater.deflate(out.nioBuffer(start, out.writableBytes()), flush);
                boolean full = !out.isWritable(length + 1);
                out.writerIndex(start + length);
                if (out.isReadable()) {
                    Buffers.writeChunk(channel, out, out.readableBytes());
                }
                if (!full) {
                    return;
                }
            } finally {
                out.release();
            }
        }
    }
}
