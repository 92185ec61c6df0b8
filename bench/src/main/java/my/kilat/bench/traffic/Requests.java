package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.HdrHistogram.Histogram;

/**
 * An open loop: requests are due at fixed times and count from then, even if no connection is free. The connection that
 * has rested longest is the next, so that with many of them each has its regular turn.
 */
class Requests extends Work {
    private final ByteBuf request;
    private final ArrayDeque<Caller> free = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final Histogram micros = new Histogram(3);
    private long failed;
    private int underWay;

    Requests(Sockets sockets, Order order) {
        this(
                sockets,
                order,
                Unpooled.directBuffer()
                        .writeBytes(("GET " + order.path() + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + (order.token().isEmpty()
                                                ? ""
                                                : "Authorization: Bearer " + order.token() + "\r\n")
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII)));
    }

    /** Requests that are all the same, or made anew for each. */
    Requests(Sockets sockets, Order order, ByteBuf request) {
        super(sockets, order);
        this.request = request;
    }

    @Override
    ChannelHandler connection(int number) {
        return new Caller(this);
    }

    /** The bytes of the request that was due then. */
    ByteBuf request(long due) {
        return request.retainedDuplicate();
    }

    void connected(Caller caller) {
        free.add(caller);
        ready(caller.channel());
    }

    @Override
    void begin() {
        new Pace(loop, order.perSecond(), order.seconds(), this::due, this::finish).start();
    }

    private void due(long when) {
        Caller next = free.poll();
        if (next == null) {
            waiting.add(when);
        } else {
            underWay++;
            next.send(when);
        }
    }

    void answered(Caller caller, long due, boolean good) {
        micros.recordValue(Math.max(0, System.nanoTime() - due) / 1_000);
        failed += good ? 0 : 1;
        Long next = waiting.poll();
        if (next == null) {
            underWay--;
            free.add(caller);
        } else {
            caller.send(next);
        }
    }

    /** A connection broke; what it was to bring is lost. */
    void lost() {
        underWay--;
        failed++;
    }

    @Override
    boolean isSettled() {
        return underWay == 0 && waiting.isEmpty();
    }

    @Override
    Outcome summary() {
        return Outcome.of(micros, failed + underWay + waiting.size());
    }
}
