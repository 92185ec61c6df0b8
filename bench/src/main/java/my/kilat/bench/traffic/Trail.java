package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The positions of one ride: when each was due, and which of them has come back on a socket. */
final class Trail {
    /** Positions are told apart by their heading, in tenths of a degree. */
    private static final int HEADINGS = 3_600;

    private static final byte[] HEADING = "\"heading_degrees\":".getBytes(StandardCharsets.US_ASCII);
    private static final double START = 3.139;

    /** Slow enough for a car, however many positions it sends a second. */
    private static final double STEP = 0.000_002;

    private final String head;
    private final long[] due = new long[HEADINGS];
    private final LongConsumer late;
    private int next;
    private long sent;

    /**
     * @param late takes the time in nanoseconds from when a position was due until its frame has come
     */
    Trail(Followed ride, LongConsumer late) {
        this.head = "POST /api/v1/runners/me/location HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + ride.runnerToken() + "\r\nContent-Type: application/json\r\nContent-Length: ";
        this.late = late;
    }

    /** The request with the next position, which was due then. */
    String request(long when) {
        next = (next + 1) % HEADINGS;
        due[next] = when;
        String body = String.format(
                Locale.ROOT,
                "{\"latitude\":%.6f,\"longitude\":101.6869,\"speed_kmh\":32,\"heading_degrees\":%d.%d}",
                START + sent++ % 100_000 * STEP,
                next / 10,
                next % 10);
        return head + body.length() + "\r\n\r\n" + body;
    }

    /** The side of a socket that follows it. */
    SocketCaller.Owner follower(Runnable ready, Consumer<String> broken) {
        return new SocketCaller.Owner() {
            @Override
            public void ready(Channel channel) {
                ready.run();
            }

            @Override
            public void frame(ByteBuf payload, int length) {
                shown(payload, length);
            }

            @Override
            public void broken(String why) {
                broken.accept(why);
            }
        };
    }

    private void shown(ByteBuf payload, int length) {
        int end = payload.readerIndex() + length;
        int at = heading(payload, end);
        if (at < 0) {
            return;
        }
        int tenths = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            int digit = payload.getByte(at);
            if (digit == '.') {
                fraction = true;
            } else if (digit >= '0' && digit <= '9') {
                tenths = tenths * 10 + digit - '0';
            } else {
                break;
            }
        }
        long when = due[(fraction ? tenths : tenths * 10) % HEADINGS];
        if (when != 0) {
            late.accept(System.nanoTime() - when);
        }
    }

    /** Where the number begins; -1 in a frame that is no position. */
    private static int heading(ByteBuf payload, int end) {
        for (int from = payload.readerIndex(); from <= end - HEADING.length; from++) {
            int same = 0;
            while (same < HEADING.length && payload.getByte(from + same) == HEADING[same]) {
                same++;
            }
            if (same == HEADING.length) {
                return from + same;
            }
        }
        return -1;
    }
}
