package my.kilat.bench.traffic;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Fixed moments, evenly spread. One that comes late, because the machine is busy, still counts from when it was due. */
final class Pace implements Runnable {
    private final EventLoop loop;
    private final double nanosBetween;
    private final long count;
    private final LongConsumer due;
    private final Runnable end;
    private long begin;
    private long done;

    /**
     * @param due is told at each moment when it should have been, by {@link System#nanoTime}
     * @param end runs after the last one
     */
    Pace(EventLoop loop, int perSecond, double seconds, LongConsumer due, Runnable end) {
        this.loop = loop;
        this.nanosBetween = 1e9 / perSecond;
        this.count = Math.round(perSecond * seconds);
        this.due = due;
        this.end = end;
    }

    void start() {
        begin = System.nanoTime();
        run();
    }

    @Override
    public void run() {
        long next = next();
        while (done < count && next <= System.nanoTime()) {
            due.accept(next);
            done++;
            next = next();
        }
        if (done == count) {
            end.run();
        } else {
            var _ = loop.schedule(this, next - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private long next() {
        return begin + (long) (done * nanosBetween);
    }
}
