package my.kilat.gateway.limit.store;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.Quota;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.platform.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * An event loop's access to the store. A request that is not answered in time, or comes while the store is unreachable or too
 * many commands are in flight, is counted by this gateway alone, so that waiting is bounded in time and number. Used by its
 * event loop only.
 */
public final class SharedCounters {
    private static final int MOST_WAITING = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Bootstrap connector;
    private final Executor threads;
    private final StoreState state;
    private final RateLimiter limits;
    private final Exhausted exhausted = new Exhausted();
    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private @Nullable StoreConnection connection;
    private boolean usable;
    private boolean watching;
    private boolean stopped;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param connector creates channels for the event loop
     * @param threads for name resolution, which may block
     * @param limits the requests per minute of each allowance
     */
    public SharedCounters(EventLoop loop, Bootstrap connector, Executor threads, StoreState state, RateLimiter limits) {
        this.loop = loop;
        this.connector = connector;
        this.threads = threads;
        this.state = state;
        this.limits = limits;
    }

    /** A command in flight. */
    private static final class Question {
        private final CountListener listener;
        private final long number;
        private final long asked;
        private boolean told;

        Question(CountListener listener, long number, long asked) {
            this.listener = listener;
            this.number = number;
            this.asked = asked;
        }
    }

    /** Connects, and reconnects whenever the connection is lost. */
    public void start() {
        state.away(this, "it is not connected yet");
        loop.execute(this::connect);
    }

    /** Stops connecting. */
    public void stop() {
        loop.execute(() -> {
            stopped = true;
            StoreConnection now = connection;
            if (now != null) {
                now.end("the gateway stops");
            }
            state.back(this);
        });
    }

    /**
     * Whether a request is known to exceed its limit, because one of its buckets was reported as exhausted a moment ago; if
     * so, sets the quota.
     */
    public boolean isExhausted(Charges charges, Quota quota, long now) {
        for (int i = 0; i < charges.size(); i++) {
            Allowance kind = charges.allowance(i);
            if (isExhausted(charges.user(i), charges.high(i), charges.low(i), kind, quota, now)) {
                return true;
            }
        }
        return false;
    }

    /** As above, for the general bucket of an address. */
    public boolean isExhausted(Address address, Quota quota, long now) {
        return isExhausted(false, address.callerHigh(), address.callerLow(), Allowance.GENERAL, quota, now);
    }

    private boolean isExhausted(boolean user, long high, long low, Allowance kind, Quota quota, long now) {
        long left = exhausted.left(user, high, low, kind, now);
        if (left > 0) {
            quota.count(limits.perMinute(kind), 0, left);
        }
        return left > 0;
    }

    /**
     * Counts a request in the store; the listener is called later, on this event loop.
     *
     * @return false if the store cannot be used now
     */
    public boolean ask(CountListener listener, long number, long now) {
        StoreConnection to = connection;
        Question first = waiting.peek();
        if (!usable || to == null || waiting.size() >= MOST_WAITING || (first != null && first.told)) {
            state.missed();
            return false;
        }
        Question question = new Question(listener, number, now);
        waiting.add(question);
        to.ask(command(to, listener.charges(), false), reply -> answered(question, reply));
        watch();
        return true;
    }

    private ByteBuf command(StoreConnection to, Charges charges, boolean whole) {
        ByteBuf command = to.channel().alloc().directBuffer(256);
        CountScript.writeCount(command, charges, limits::perMinute, whole);
        return command;
    }

    private void answered(Question question, Resp.Reply reply) {
        waiting.poll();
        switch (reply) {
            case Resp.Reply.Numbers(long[] all)
            when all.length >= 2 && all.length % 2 == 0 -> {
                pause = FIRST_PAUSE;
                if (!question.told && question.listener.waits(question.number)) {
                    count(question.listener, all);
                }
            }
            case Resp.Reply.Fault(String words) when words.startsWith("NOSCRIPT") -> askAgain(question);
            case Resp.Reply.Fault(String words) -> fault(question, words);
            default -> fault(question, "it answered something else");
        }
    }

    private void count(CountListener listener, long[] found) {
        Charges charges = listener.charges();
        boolean within = true;
        for (int i = 0; i < Math.min(charges.size(), found.length / 2); i++) {
            int limit = limits.perMinute(charges.allowance(i));
            long before = found[2 * i] - charges.cost(i);
            long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, found[2 * i + 1]));
            boolean enough = found[2 * i] <= limit;
            listener.quota().count(limit, Math.max(0, limit - (enough ? found[2 * i] : before)), nanos);
            if (!enough) {
                within = false;
                if (before >= limit) {
                    exhausted.add(charges, i, System.nanoTime() + nanos);
                }
            }
        }
        listener.counted(within);
    }

    /** The store was restarted, or its scripts were flushed: this command sends the script itself, which loads it again. */
    private void askAgain(Question question) {
        StoreConnection to = connection;
        if (to != null && !question.told && question.listener.waits(question.number)) {
            waiting.add(question);
            to.ask(command(to, question.listener.charges(), true), reply -> answered(question, reply));
        }
    }

    private void fault(Question question, String words) {
        StoreConnection to = connection;
        tell(question);
        if (to != null) {
            to.end(words);
        }
    }

    private void tell(Question question) {
        if (!question.told) {
            question.told = true;
            state.missed();
            if (question.listener.waits(question.number)) {
                question.listener.notCounted();
            }
        }
    }

    /** Ends the wait of requests that exceed the timeout. */
    private void watch() {
        if (!watching && !waiting.isEmpty()) {
            watching = true;
            var _ = loop.schedule(this::look, state.settings().patience().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        watching = false;
        long now = System.nanoTime();
        Question first = waiting.peek();
        StoreConnection to = connection;
        if (first != null && to != null && now - first.asked > PATIENCE.toNanos()) {
            to.end("it does not answer");
            return;
        }
        for (Question question : waiting) {
            if (now - question.asked < state.settings().patience().toNanos()) {
                break;
            }
            tell(question);
        }
        watch();
    }

    private void connect() {
        try {
            threads.execute(() -> {
                try {
                    StoreSettings at = state.settings();
                    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(at.host()), at.port());
                    loop.execute(() -> connect(address));
                } catch (UnknownHostException e) {
                    loop.execute(() -> broken("its name cannot be resolved"));
                }
            });
        } catch (RejectedExecutionException e) {
            // The process is about to end.
            stopped = true;
        }
    }

    private void connect(InetSocketAddress address) {
        if (stopped) {
            return;
        }
        StoreConnection fresh = new StoreConnection(state.settings(), this::ready, this::broken);
        connection = fresh;
        connector
                .clone(loop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
                .handler(fresh)
                .connect(address)
                .addListener(future -> {
                    if (!future.isSuccess()) {
                        fresh.end("it cannot be reached");
                    }
                });
        var _ = loop.schedule(
                () -> {
                    if (connection == fresh && !usable) {
                        fresh.end("it does not answer");
                    }
                },
                2 * PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void ready() {
        usable = true;
        state.back(this);
    }

    private void broken(String why) {
        usable = false;
        connection = null;
        ArrayDeque<Question> asked = new ArrayDeque<>(waiting);
        waiting.clear();
        asked.forEach(this::tell);
        if (!stopped) {
            state.away(this, why);
            var _ = loop.schedule(() -> connect(), pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
