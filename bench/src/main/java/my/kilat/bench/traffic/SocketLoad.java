package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * WebSockets that send frames of 20 bytes to 1 KB at fixed times, one socket after the other, and wait for each to come
 * back. Some more ask for a flood and do not read it.
 */
final class SocketLoad extends Work implements SocketCaller.Owner {
    private static final int[] LENGTHS = {20, 64, 125, 200, 320, 512, 1_024};

    private static final long TIME_TO_FILL_MILLIS = 1_000;

    private final List<SocketCaller> callers = new ArrayList<>();
    private final Histogram micros = new Histogram(3);
    private int next;
    private long sent;
    private long back;

    SocketLoad(Sockets sockets, Order order) {
        super(sockets, order);
    }

    @Override
    int wanted() {
        return order.connections() + order.stalled();
    }

    @Override
    ChannelHandler connection(int number) {
        boolean stalled = number >= order.connections();
        SocketCaller caller = new SocketCaller(this, target(stalled), stalled);
        if (!stalled) {
            callers.add(caller);
        }
        return caller;
    }

    /** The path, with the token where a browser has to put it. */
    private String target(boolean stalled) {
        return order.path() + "?token=" + order.token() + (stalled ? "&" + Streams.FLOOD + "=1" : "");
    }

    /** Not before those who read nothing have been sent all that fits between them and the upstream. */
    @Override
    void begin() {
        Pace pace = new Pace(loop, order.perSecond(), order.seconds(), this::due, this::finish);
        var _ = loop.schedule(pace::start, order.stalled() > 0 ? TIME_TO_FILL_MILLIS : 0, TimeUnit.MILLISECONDS);
    }

    private void due(long when) {
        SocketCaller caller = callers.get(next);
        next = (next + 1) % callers.size();
        caller.send(when, LENGTHS[(int) (sent % LENGTHS.length)]);
        sent++;
    }

    @Override
    public void frame(ByteBuf payload, int length) {
        back++;
        micros.recordValue(Math.max(0, System.nanoTime() - payload.readLong()) / 1_000);
    }

    @Override
    boolean isSettled() {
        return back >= sent;
    }

    @Override
    Outcome summary() {
        return Outcome.of(micros, sent - back);
    }
}
