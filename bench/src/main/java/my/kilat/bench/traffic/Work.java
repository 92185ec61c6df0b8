package my.kilat.bench.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An order at work: connections on one event loop, opened a few at a time, and what comes of them. */
abstract class Work {
    private static final int OPENING = 64;
    private static final long PATIENCE_SECONDS = 5;

    final EventLoop loop;
    final Order order;
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Sockets sockets;
    private final ChannelGroup channels;
    private int opened;
    private int ready;
    private boolean begun;

    Work(Sockets sockets, Order order) {
        this.sockets = sockets;
        this.loop = sockets.loop();
        this.order = order;
        this.channels = new DefaultChannelGroup(loop);
    }

    /** How many connections there are to be. */
    int wanted() {
        return order.connections();
    }

    /** The handler of the next connection; it calls {@link #ready} once the connection can be used. */
    abstract ChannelHandler connection(int number);

    /** All connections are ready. */
    abstract void begin();

    /** What there is to say when the time is over. */
    abstract Outcome summary();

    final void start() {
        for (int i = 0; i < Math.min(OPENING, wanted()); i++) {
            open();
        }
    }

    private void open() {
        int number = opened++;
        sockets.connect(order.port(), connection(number)).addListener(future -> {
            if (!future.isSuccess()) {
                outcome.complete(Outcome.broken("port " + order.port() + ": " + future.cause()));
            }
        });
    }

    public final void ready(Channel channel) {
        channels.add(channel);
        ready++;
        if (opened < wanted()) {
            open();
        } else if (ready == wanted() && !begun) {
            begun = true;
            begin();
        }
    }

    /** Waits for what is still under way, then reports. */
    final void finish() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        awaitRest(end);
    }

    private void awaitRest(long end) {
        if (isSettled() || System.nanoTime() >= end) {
            outcome.complete(summary());
        } else {
            var _ = loop.schedule(() -> awaitRest(end), 5, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether nothing is under way. */
    abstract boolean isSettled();

    public final void broken(String error) {
        outcome.complete(Outcome.broken(error));
    }

    /** Closes the connections. */
    final void release() {
        channels.close().awaitUninterruptibly();
    }
}
