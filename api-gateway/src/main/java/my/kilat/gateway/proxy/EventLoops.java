package my.kilat.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.proxy.admission.AdmissionParts;
import my.kilat.gateway.proxy.admission.AdmissionPipeline;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.ParkedHeads;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.upstream.ConnectionPool;
import my.kilat.gateway.watch.Telemetry;
import org.jspecify.annotations.Nullable;

/** The event loops, and the state that the connections of each share. */
final class EventLoops {
    private final EventLoopGroup group;
    private final IdentityHashMap<EventExecutor, Loop> loops = new IdentityHashMap<>();

    /**
     * One event loop.
     *
     * @param counters the counters shared with other gateways, or null
     */
    record Loop(ExchangeContext exchanges, @Nullable SharedCounters counters) {
        LoopContext context() {
            return exchanges.loop();
        }
    }

    EventLoops(
            EventLoopGroup group,
            int number,
            ProxyServer.Parts parts,
            Telemetry telemetry,
            AdmissionParts admission,
            Bootstrap connector) {
        this.group = group;
        long mostBuffered = parts.limits().bufferInAll() / number;
        for (EventExecutor executor : group) {
            EventLoop eventLoop = (EventLoop) executor;
            LoopContext loop = new LoopContext(
                    eventLoop,
                    parts.limits(),
                    parts.timeouts(),
                    telemetry,
                    parts.host().clock(),
                    mostBuffered);
            SharedCounters counters = parts.callers()
                    .store()
                    .map(store -> new SharedCounters(
                            eventLoop,
                            connector,
                            parts.host().virtualThreads(),
                            store,
                            parts.callers().limiter()))
                    .orElse(null);
            ExchangeContext exchanges = new ExchangeContext(
                    loop,
                    new ConnectionPool(loop, connector),
                    AdmissionPipeline.of(admission, loop, counters),
                    new ParkedHeads(),
                    parts.callers().cors(),
                    parts.reporting().traced());
            loops.put(executor, new Loop(exchanges, counters));
        }
    }

    EventLoopGroup group() {
        return group;
    }

    /** The state of an event loop; null for one that is not ours. */
    @Nullable
    Loop of(EventLoop eventLoop) {
        return loops.get(eventLoop);
    }

    void eachCounters(Consumer<SharedCounters> what) {
        for (Loop loop : loops.values()) {
            SharedCounters counters = loop.counters();
            if (counters != null) {
                what.accept(counters);
            }
        }
    }

    /** The sum of a figure over all event loops; waits for each of them. */
    long sum(ToLongFunction<ExchangeContext> figure) {
        long sum = 0;
        for (Loop loop : loops.values()) {
            sum += loop.context()
                    .eventLoop()
                    .submit(() -> figure.applyAsLong(loop.exchanges()))
                    .awaitUninterruptibly()
                    .getNow();
        }
        return sum;
    }

    /** Closes connections, each when its request is answered. */
    void drain() {
        loops.values().forEach(loop -> loop.context().eventLoop().execute(loop.context()::drain));
    }

    void stop() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
