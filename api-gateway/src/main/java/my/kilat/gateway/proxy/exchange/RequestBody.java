package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.RequestHead;

/** The body of a request: how it is framed, how much of it has come, and how much may. */
final class RequestBody {
    /** A refused body up to this length is read and dropped, so that its connection can be kept. */
    private static final long WORTH_DROPPING = 64 * 1024;

    /** What has become of the bytes at hand. */
    enum Progress {
        /** More has to arrive. */
        MORE,
        DONE,
        /** They are no body of this framing. */
        BROKEN,
        /** The body has more bytes than are allowed. */
        TOO_LARGE
    }

    private final Body framing = new Body();
    private long bytes;
    private long most;
    private boolean waitsForContinue;

    void begin(RequestHead head) {
        bytes = 0;
        most = 0;
        waitsForContinue = head.expectsContinue();
        if (head.chunked()) {
            framing.ofChunks();
        } else {
            framing.ofLength(Math.max(0, head.contentLength()));
        }
    }

    /** What follows a head that could not be read is taken for a body without end. */
    void beginUnread() {
        bytes = 0;
        framing.ofChunks();
    }

    void allow(long mostBytes) {
        most = mostBytes;
    }

    /** How many bytes may come. */
    long most() {
        return most;
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes;
    }

    boolean done() {
        return framing.done();
    }

    boolean isChunked() {
        return framing.isChunked();
    }

    /** How many bytes are to come, where the length was given beforehand. */
    long left() {
        return framing.left();
    }

    /** Whether all of it is at hand and short enough to be copied behind the head. */
    boolean isWhole(ByteBuf rest) {
        return !framing.isChunked() && left() <= Buffers.SMALL && left() <= rest.readableBytes();
    }

    /** Moves a body that {@link #isWhole} behind its head. */
    void moveWhole(ByteBuf rest, ByteBuf to) {
        int length = (int) left();
        if (length > 0) {
            to.writeBytes(rest, length);
            framing.took(length);
            bytes = length;
        }
    }

    /** Whether the client still waits to be told to send its body; the second time it does not. */
    boolean takeContinue() {
        boolean waits = waitsForContinue && !done();
        waitsForContinue &= !waits;
        return waits;
    }

    /** Writes what has come to a channel, without flushing. */
    Progress relay(ByteBuf in, Channel to) {
        int part;
        while ((part = framing.available(in)) > 0) {
            if (!counts(part)) {
                return Progress.TOO_LARGE;
            }
            if (framing.isChunked()) {
                Buffers.writeChunk(to, in, part);
            } else {
                Buffers.writePart(to, in, part);
            }
            framing.took(part);
        }
        return progress();
    }

    /** Appends what has come to a buffer. */
    Progress collect(ByteBuf in, ByteBuf to) {
        int part;
        while ((part = framing.available(in)) > 0) {
            if (!counts(part)) {
                return Progress.TOO_LARGE;
            }
            if (framing.isChunked()) {
                Buffers.appendChunk(to, in, part);
            } else {
                to.writeBytes(in, part);
            }
            framing.took(part);
        }
        return progress();
    }

    /** Drops what has come. */
    Progress drop(ByteBuf in) {
        int part;
        while ((part = framing.available(in)) > 0) {
            in.skipBytes(part);
            framing.took(part);
            bytes += part;
        }
        return progress();
    }

    private boolean counts(int part) {
        bytes += part;
        return bytes <= most;
    }

    private Progress progress() {
        return framing.broken() ? Progress.BROKEN : framing.done() ? Progress.DONE : Progress.MORE;
    }

    /** Whether the connection can be kept for all that is left of the body. */
    boolean keepsConnection() {
        boolean brief = !framing.isChunked() && left() <= WORTH_DROPPING && bytes == 0;
        return done() || (brief && !waitsForContinue);
    }
}
