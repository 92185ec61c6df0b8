package my.kilat.gateway.limit.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The subset of Redis' protocol (RESP 2) that the gateway uses. */
final class Resp {
    /** The longest reply to any command used here, in bytes. */
    private static final int LONGEST = 4096;

    private static final int MOST_NUMBERS = 16;

    private Resp() {}

    /** A reply. */
    sealed interface Reply {
        /** A simple success; its text is ignored. */
        record Done() implements Reply {}

        /** An error reply. */
        record Fault(String words) implements Reply {}

        /** An array of integers. */
        record Numbers(long[] all) implements Reply {
            @Override
            public String toString() {
                return all.length + " numbers";
            }
        }
    }

    /** The bytes are not valid RESP. */
    static final class ProtocolException extends Exception {
        private static final long serialVersionUID = 1L;

        ProtocolException(String message) {
            super(message);
        }
    }

    /** Begins a command of this many words. */
    static void begin(ByteBuf out, int words) {
        out.writeByte('*');
        number(out, words);
    }

    /** Writes a word of a command. */
    static void word(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte('$');
        number(out, bytes.length);
        out.writeBytes(bytes).writeByte('\r').writeByte('\n');
    }

    private static void number(ByteBuf out, int number) {
        ByteBufUtil.writeAscii(out, Integer.toString(number));
        out.writeByte('\r').writeByte('\n');
    }

    /**
     * Reads a reply.
     *
     * @return null, with nothing read, if it is incomplete
     */
    static @Nullable Reply read(ByteBuf in) throws ProtocolException {
        int start = in.readerIndex();
        Reply reply = reply(in);
        if (reply == null) {
            if (in.writerIndex() - start > LONGEST) {
                throw new ProtocolException("an answer is too long");
            }
            in.readerIndex(start);
        }
        return reply;
    }

    private static @Nullable Reply reply(ByteBuf in) throws ProtocolException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        if (line.isEmpty()) {
            throw new ProtocolException("an answer has no type");
        }
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Done();
            case '-' -> new Reply.Fault(line.substring(1));
            case ':' -> new Reply.Numbers(new long[] {parse(line)});
            case '$' -> bulk(in, parse(line));
            case '*' -> array(in, parse(line));
            default -> throw new ProtocolException("an answer has an unknown type");
        };
    }

    private static @Nullable Reply bulk(ByteBuf in, long length) throws ProtocolException {
        if (length > LONGEST) {
            throw new ProtocolException("an answer is too long");
        }
        if (length < 0) {
            return new Reply.Done();
        }
        if (in.readableBytes() < length + 2) {
            return null;
        }
        in.skipBytes((int) length + 2);
        return new Reply.Done();
    }

    private static @Nullable Reply array(ByteBuf in, long length) throws ProtocolException {
        if (length < 0 || length > MOST_NUMBERS) {
            throw new ProtocolException("an answer has an unexpected length");
        }
        long[] numbers = new long[(int) length];
        for (int i = 0; i < numbers.length; i++) {
            String line = line(in);
            if (line == null) {
                return null;
            }
            if (!line.startsWith(":")) {
                throw new ProtocolException("an answer holds something else than numbers");
            }
            numbers[i] = parse(line);
        }
        return new Reply.Numbers(numbers);
    }

    private static @Nullable String line(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (end < 0) {
            return null;
        }
        int length = end - in.readerIndex();
        String line = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
        in.readerIndex(end + 1);
        return line.endsWith("\r") ? line.substring(0, length - 1) : line;
    }

    private static long parse(String line) throws ProtocolException {
        try {
            return Long.parseLong(line.substring(1));
        } catch (NumberFormatException e) {
            throw new ProtocolException("an answer holds a number that is none");
        }
    }
}
