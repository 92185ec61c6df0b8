package my.kilat.gateway.proxy.exchange;

import java.util.Arrays;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;

/** The id of a request: the client's own if it is valid, otherwise a new UUID. */
public final class RequestIds {
    private static final byte[] HEX = Bytes.ascii("0123456789abcdef");
    private static final int LONGEST = 128;

    private RequestIds() {}

    public static byte[] of(Fields fields, LoopContext loop) {
        int i = fields.find(Field.X_REQUEST_ID);
        if (i >= 0) {
            byte[] bytes = fields.bytes();
            int from = fields.valueStart(i);
            int to = fields.valueEnd(i);
            if (isSane(bytes, from, to)) {
                return Arrays.copyOfRange(bytes, from, to);
            }
        }
        return fresh(loop);
    }

    private static boolean isSane(byte[] bytes, int from, int to) {
        if (to == from || to - from > LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0x20 || bytes[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A random UUID (version 4). It only names a request, so a fast, insecure random source is enough. */
    public static byte[] fresh(LoopContext loop) {
        long high = (loop.random() & ~0xf000L) | 0x4000L;
        long low = (loop.random() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        byte[] id = new byte[36];
        for (int i = 0, shift = 60; i < 18; i++) {
            if (i == 8 || i == 13) {
                id[i] = '-';
            } else {
                id[i] = HEX[(int) (high >>> shift) & 15];
                shift -= 4;
            }
        }
        id[18] = '-';
        for (int i = 19, shift = 60; i < 36; i++) {
            if (i == 23) {
                id[i] = '-';
            } else {
                id[i] = HEX[(int) (low >>> shift) & 15];
                shift -= 4;
            }
        }
        return id;
    }
}
