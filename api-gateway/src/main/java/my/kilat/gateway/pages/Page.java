package my.kilat.gateway.pages;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * A document that the gateway holds in memory.
 *
 * @param type its media type
 * @param content its bytes; never released, never changed
 * @param zipped the gzip form, where that is shorter
 * @param tag its entity tag, quotes included
 * @param headers further header lines, each with its line end
 */
public record Page(String type, ByteBuf content, Optional<ByteBuf> zipped, String tag, String headers) {
    private static final int WORTH_ZIPPING = 1024;
    /** Allows scripts of the same origin only, and nothing from other origins. */
    private static final String POLICY = "Content-Security-Policy: default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";

    /** Creates a document of these bytes. */
    public static Page of(String type, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        String tag = "\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(bytes.length) + "\"";
        String headers = "Cache-Control: no-cache\r\nETag: W/" + tag + "\r\n" + POLICY;
        Optional<ByteBuf> zipped = Optional.of(zip(bytes))
                .filter(shorter -> bytes.length >= WORTH_ZIPPING && shorter.length < bytes.length)
                .map(Page::kept);
        return new Page(type, kept(bytes), zipped, tag, headers);
    }

    private static ByteBuf kept(byte[] bytes) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
