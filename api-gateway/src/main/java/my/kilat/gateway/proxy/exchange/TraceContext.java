package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.HeadBuffer;

/** The W3C {@code traceparent} of a request. */
final class TraceContext {
    private static final byte[] VERSION = Bytes.ascii("00-");
    private static final byte[] SAMPLED = Bytes.ascii("-01");
    private static final byte[] UNSAMPLED = Bytes.ascii("-00");
    private static final int LENGTH = 55;

    private TraceContext() {}

    /** Whether a value is a traceparent: {@code 00-<32 hex>-<16 hex>-<2 hex>}, neither id all zeros. */
    static boolean isValid(byte[] bytes, int from, int to) {
        if (to - from != LENGTH || bytes[from] != '0' || bytes[from + 1] != '0') {
            return false;
        }
        return bytes[from + 2] == '-'
                && isId(bytes, from + 3, from + 35)
                && bytes[from + 35] == '-'
                && isId(bytes, from + 36, from + 52)
                && bytes[from + 52] == '-'
                && isHex(bytes[from + 53])
                && isHex(bytes[from + 54]);
    }

    private static boolean isId(byte[] bytes, int from, int to) {
        boolean zeros = true;
        for (int i = from; i < to; i++) {
            if (!isHex(bytes[i])) {
                return false;
            }
            zeros &= bytes[i] == '0';
        }
        return !zeros;
    }

    private static boolean isHex(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }

    /** Writes the traceparent of a new trace. */
    static void begin(HeadBuffer out, LoopContext loop, boolean sampled) {
        out.put(VERSION)
                .hex(loop.random() | 1, 16)
                .hex(loop.random(), 16)
                .put('-')
                .hex(loop.random() | 1, 16);
        out.put(sampled ? SAMPLED : UNSAMPLED);
    }
}
