package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;

/** Tracks the frame boundaries of a WebSocket stream. */
final class FrameTracker {
    private enum At {
        START,
        LENGTH,
        LONG_LENGTH,
        PAYLOAD
    }

    private At at = At.START;
    private int lengthBytes;
    private int mask;
    private long left;

    /** Inspects bytes that pass, without changing them. */
    void pass(ByteBuf in) {
        int i = in.readerIndex();
        int end = in.writerIndex();
        while (i < end) {
            if (at == At.PAYLOAD) {
                long step = Math.min(left, end - i);
                i += (int) step;
                payload(left - step);
            } else {
                header(in.getByte(i++));
            }
        }
    }

    private void header(byte b) {
        switch (at) {
            case START -> at = At.LENGTH;
            case LENGTH -> {
                int length = b & 0x7f;
                mask = b < 0 ? 4 : 0;
                if (length < 126) {
                    payload(length + mask);
                } else {
                    lengthBytes = length == 126 ? 2 : 8;
                    left = 0;
                    at = At.LONG_LENGTH;
                }
            }
            case LONG_LENGTH -> {
                left = left << 8 | (b & 0xff);
                if (--lengthBytes == 0) {
                    payload(left + mask);
                }
            }
            case PAYLOAD -> throw new IllegalStateException();
        }
    }

    private void payload(long bytes) {
        left = bytes;
        at = bytes > 0 ? At.PAYLOAD : At.START;
    }

    /** Whether the last byte that passed was the last of a frame. */
    boolean betweenFrames() {
        return at == At.START;
    }
}
