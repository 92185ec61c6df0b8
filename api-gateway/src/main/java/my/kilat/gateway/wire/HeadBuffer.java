package my.kilat.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/** A growing array in which a head is written before it is copied into a buffer at once. One per event loop. */
public final class HeadBuffer {
    private static final byte[] COLON = Bytes.ascii(": ");
    private static final byte[] LINE = Bytes.ascii("\r\n");

    private byte[] bytes;
    private int length;

    /** Creates it with this initial capacity. */
    public HeadBuffer(int room) {
        bytes = new byte[room];
    }

    /** Removes everything that was written. */
    public HeadBuffer clear() {
        length = 0;
        return this;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Appends a whole array. */
    public HeadBuffer put(byte[] from) {
        return put(from, 0, from.length);
    }

    /** Appends a range of an array. */
    public HeadBuffer put(byte[] from, int start, int end) {
        int more = end - start;
        room(more);
        System.arraycopy(from, start, bytes, length, more);
        length += more;
        return this;
    }

    /** Appends one byte. */
    public HeadBuffer put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Appends a number in decimal digits. */
    public HeadBuffer number(long value) {
        room(20);
        if (value < 0) {
            bytes[length++] = '-';
            return number(-value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends the low digits of a number in hexadecimal. */
    public HeadBuffer hex(long value, int digits) {
        room(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = Bytes.hexDigit((int) (value >>> shift));
        }
        return this;
    }

    /** Appends a field of another message unchanged, with its line end. */
    public HeadBuffer field(Fields fields, int i) {
        byte[] from = fields.bytes();
        put(from, fields.nameStart(i), fields.nameEnd(i));
        put(COLON);
        put(from, fields.valueStart(i), fields.valueEnd(i));
        return put(LINE);
    }

    /** Appends a line end. */
    public HeadBuffer line() {
        return put(LINE);
    }

    /** A new buffer with what was written, and capacity for more bytes after it. */
    public ByteBuf buffer(ByteBufAllocator allocator, int more) {
        return allocator.directBuffer(length + more).writeBytes(bytes, 0, length);
    }

    /** A copy of a range of what was written. */
    public byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
