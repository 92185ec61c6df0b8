package my.kilat.gateway.wire;

import io.netty.buffer.ByteBuf;

/**
 * Tracks where a message's body ends. It counts bytes and keeps none: {@link #available} skips framing and returns how much of
 * the buffer is body; the owner of the buffer takes that much, and calls it again.
 */
public final class Body {
    /** The largest size of a chunk's size line, extensions included, and of all trailers together. */
    private static final int MOST_FRAMING = 4096;

    private enum At {
        LENGTH,
        UNTIL_CLOSE,
        SIZE,
        SIZE_MORE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        LAST_LF,
        DONE,
        BROKEN
    }

    private At at = At.DONE;
    private long left;
    private int framing;
    private boolean chunked;

    /** There is no body. */
    public void none() {
        at = At.DONE;
        chunked = false;
    }

    /** The body is exactly this long. */
    public void ofLength(long bytes) {
        left = bytes;
        chunked = false;
        at = bytes == 0 ? At.DONE : At.LENGTH;
    }

    /** The body is chunked. */
    public void ofChunks() {
        chunked = true;
        framing = 0;
        at = At.SIZE;
    }

    /** The body ends with the connection. */
    public void untilClose() {
        chunked = false;
        at = At.UNTIL_CLOSE;
    }

    /** The body of a response, framed according to its head; none, whatever the head says, if it has no body. */
    public void ofResponse(ResponseHead head, boolean hasBody) {
        if (!hasBody) {
            none();
        } else if (head.chunked()) {
            ofChunks();
        } else if (head.contentLength() >= 0) {
            ofLength(head.contentLength());
        } else {
            untilClose();
        }
    }

    /** Whether the whole body has passed. */
    public boolean done() {
        return at == At.DONE;
    }

    /** Whether the bytes violate the framing. */
    public boolean broken() {
        return at == At.BROKEN;
    }

    /** Whether only the end of the connection ends this body. */
    public boolean endsWithConnection() {
        return at == At.UNTIL_CLOSE;
    }

    /** Whether the body is chunked. */
    public boolean isChunked() {
        return chunked;
    }

    /** How many bytes are to come, if the length is known. */
    public long left() {
        return at == At.LENGTH ? left : 0;
    }

    /**
     * Skips framing in the buffer.
     *
     * @return how many bytes from the reader index on are body; 0 if more must arrive first, or the body is done or broken
     */
    public int available(ByteBuf in) {
        while (in.isReadable()) {
            switch (at) {
                case DONE, BROKEN -> {
                    return 0;
                }
                case LENGTH, DATA -> {
                    return (int) Math.min(left, in.readableBytes());
                }
                case UNTIL_CLOSE -> {
                    return in.readableBytes();
                }
                default -> frame(in.readByte());
            }
        }
        return 0;
    }

    /** The owner of the buffer has taken this many bytes of body. */
    public void took(int bytes) {
        if (at == At.UNTIL_CLOSE) {
            return;
        }
        left -= bytes;
        if (left == 0) {
            at = at == At.DATA ? At.DATA_CR : At.DONE;
        }
    }

    private void frame(byte b) {
        if (++framing > MOST_FRAMING) {
            at = At.BROKEN;
            return;
        }
        at = switch (at) {
            case SIZE -> size(b, true);
            case SIZE_MORE -> size(b, false);
            case EXTENSION -> b == '\r' ? At.SIZE_LF : isText(b) ? At.EXTENSION : At.BROKEN;
            case SIZE_LF -> b != '\n' ? At.BROKEN : left == 0 ? At.TRAILER : At.DATA;
            case DATA_CR -> b == '\r' ? At.DATA_LF : At.BROKEN;
            case DATA_LF -> {
                framing = 0;
                yield b == '\n' ? At.SIZE : At.BROKEN;
            }
            case TRAILER -> b == '\r' ? At.LAST_LF : Bytes.isToken(b) ? At.TRAILER_NAME : At.BROKEN;
            case TRAILER_NAME -> b == ':' ? At.TRAILER_VALUE : Bytes.isToken(b) ? At.TRAILER_NAME : At.BROKEN;
            case TRAILER_VALUE -> b == '\r' ? At.TRAILER_LF : isText(b) ? At.TRAILER_VALUE : At.BROKEN;
            case TRAILER_LF -> b == '\n' ? At.TRAILER : At.BROKEN;
            case LAST_LF -> b == '\n' ? At.DONE : At.BROKEN;
            case LENGTH, UNTIL_CLOSE, DATA, DONE, BROKEN -> At.BROKEN;
        };
    }

    /** A size is one to eight hexadecimal digits; after a semicolon follows an extension, which ends here. */
    private At size(byte b, boolean first) {
        int digit = Bytes.hexValue(b);
        if (digit >= 0) {
            left = first ? digit : left << 4 | digit;
            return left > 0x7fff_ffffL ? At.BROKEN : At.SIZE_MORE;
        }
        if (first) {
            return At.BROKEN;
        }
        return b == '\r' ? At.SIZE_LF : b == ';' ? At.EXTENSION : At.BROKEN;
    }

    private static boolean isText(byte b) {
        return (b >= 0x20 && b != 0x7f) || b == '\t';
    }
}
