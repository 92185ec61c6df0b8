package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.RequestHead;

/** The body of a request: its framing, its progress, and its limit. */
final class RequestBody {
    /** A refused body up to this length is read and dropped, so that its connection can be kept. */
    private static final long WORTH_DROPPING = 64 * 1024;

    /** The result of processing the available bytes. */
    enum Progress {
        /** More has to arrive. */
        MORE,
        DONE,
        /** They violate the framing. */
        BROKEN,
        /** The body exceeds its limit. */
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

    /** The bytes after a head that could not be parsed count as a body without end. */
    void beginUnread() {
        bytes = 0;
        framing.ofChunks();
    }

    void allow(long mostBytes) {
        most = mostBytes;
    }

    /** The largest body in bytes. */
    long most() {
        return most;
    }

    /** How many bytes have arrived. */
    long bytes() {
        return bytes;
    }

    boolean done() {
        return framing.done();
    }

    boolean isChunked() {
        return framing.isChunked();
    }

    /** How many bytes are to come, if the length is known. */
    long left() {
        return framing.left();
    }

    /** Whether all of it is at hand and short enough to be copied after the head. */
    boolean isWhole(ByteBuf rest) {
        return !framing.isChunked() && left() <= Buffers.SMALL && left() <= rest.readableBytes();
    }

    /** Copies a body that {@link #isWhole} after its head. */
    void moveWhole(ByteBuf rest, ByteBuf to) {
        int length = (int) left();
        if (length > 0) {
            to.writeBytes(rest, length);
            framing.took(length);
            bytes = length;
        }
    }

    /** Whether the client still waits for "100 Continue"; true only once. */
    boolean takeContinue() {
        boolean waits = waitsForContinue && !done();
        waitsForContinue &= !waits;
        return waits;
    }

    /** Writes the available bytes to a channel, without flushing. */
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

    /** Appends the available bytes to a buffer. */
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

    /** Drops the available bytes. */
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

    /** Whether the connection can be kept despite the rest of the body. */
    boolean keepsConnection() {
        boolean brief = !framing.isChunked() && left() <= WORTH_DROPPING && bytes == 0;
        return done() || (brief && !waitsForContinue);
    }
}
