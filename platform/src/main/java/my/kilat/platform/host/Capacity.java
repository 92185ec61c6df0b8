package my.kilat.platform.host;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.settings.Environment;

/**
 * Bounds the memory that requests occupy in a JVM, whose heap all services in it share: the bytes of request bodies, the
 * bytes of responses, and how many large responses are built at once, since building one takes several times its final
 * size. A request that exceeds a bound is refused with 503, so that a JVM under attack goes on answering instead of running
 * out of memory. Bodies and responses are counted separately. Each caller may have only a few large responses, so that one
 * who requests many and reads them slowly does not block others.
 */
public final class Capacity {
    /** A request that waits longer than this is refused, because its caller is about to time out as well. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int MOST_WAITING = 256;
    private static final String ENOUGH = "you are reading several long lists already; finish with one of them first";

    /** Large responses of one caller that may be built or sent at once; more of them wait. */
    private static final int LARGE_REPLIES_OF_A_CALLER = 2;

    private static final int MOST_WAITING_OF_A_CALLER = 8;

    /** Building the largest response of the contract takes less than this. */
    private static final long HEAP_OF_A_LARGE_REPLY = 20L << 20;

    private final long mostBytes;
    private final AtomicLong bodyBytes = new AtomicLong();
    private final AtomicLong replyBytes = new AtomicLong();
    private final int largeReplies;
    private final Semaphore turns;
    private final ConcurrentMap<UUID, Share> shares = new ConcurrentHashMap<>();

    /** A moving average, without the time spent waiting. */
    private final AtomicLong nanosOfALargeReply = new AtomicLong(1_000_000);

    private Capacity(long mostBytes, int largeReplies) {
        this.mostBytes = mostBytes;
        this.largeReplies = largeReplies;
        this.turns = new Semaphore(largeReplies, true);
    }

    /**
     * Reads {@code MAX_BYTES_IN_FLIGHT}, by default an eighth of the heap, and {@code MAX_LARGE_REPLIES}, by default as
     * many as a quarter of the heap is enough for, at least two.
     */
    public static Capacity from(Environment environment) {
        long heap = Runtime.getRuntime().maxMemory();
        int replies = Math.clamp(heap / 4 / HEAP_OF_A_LARGE_REPLY, 2, 64);
        return new Capacity(
                environment.number("MAX_BYTES_IN_FLIGHT", Math.max(heap / 8, 4L << 20), 1L << 20, 1L << 40),
                environment.integer("MAX_LARGE_REPLIES", replies, 1, 1_000));
    }

    /** Bytes of request bodies that have been received and of responses that are being sent. */
    public long bytes() {
        return bodyBytes.get() + replyBytes.get();
    }

    /** Reserves bytes for a request body; returns false when the limit is reached. */
    public boolean takeBody(long more) {
        if (bodyBytes.addAndGet(more) <= mostBytes) {
            return true;
        }
        bodyBytes.addAndGet(-more);
        return false;
    }

    /** Releases what was reserved for a body. */
    public void releaseBody(long fewer) {
        bodyBytes.addAndGet(-fewer);
    }

    /** Counts a response that has been built; it is sent whatever the total. */
    public void addReply(long more) {
        replyBytes.addAndGet(more);
    }

    /** Releases the bytes of a response that has been sent. */
    public void releaseReply(long fewer) {
        replyBytes.addAndGet(-fewer);
    }

    /** The large responses of one caller; the entry is removed when it is unused. */
    private record Share(Semaphore places, int users) {
        Share plus(int more) {
            return new Share(places, users + more);
        }
    }

    /**
     * Starts a response that may be large, once fewer than two others of the same caller are being built or sent.
     *
     * @return to be closed once the response has been sent or abandoned
     * @throws Failure.Unavailable if that takes too long
     */
    public LargeReply largeReplyFor(UUID caller) throws InterruptedException {
        Share share = shares.compute(caller, (_, there) -> {
            if (there == null) {
                return new Share(new Semaphore(LARGE_REPLIES_OF_A_CALLER, true), 1);
            }
            if (there.users == LARGE_REPLIES_OF_A_CALLER + MOST_WAITING_OF_A_CALLER) {
                throw busy(ENOUGH);
            }
            return there.plus(1);
        });
        boolean entered = false;
        try {
            entered = share.places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!entered) {
                leave(caller);
            }
        }
        if (!entered) {
            throw busy(ENOUGH);
        }
        return new LargeReply(caller, share.places);
    }

    private void leave(UUID caller) {
        shares.computeIfPresent(caller, (_, there) -> there.users == 1 ? null : there.plus(-1));
    }

    /** A response to one caller that may be large. */
    public final class LargeReply implements AutoCloseable {
        private final UUID caller;
        private final Semaphore place;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private LargeReply(UUID caller, Semaphore place) {
            this.caller = caller;
            this.place = place;
        }

        /**
         * Builds the response once a permit is free.
         *
         * @throws Failure.Unavailable if too many wait already, it waited for too long, or earlier responses have not been
         *     sent yet
         */
        public <T> T make(Callable<T> making) throws Exception {
            if (turns.getQueueLength() >= MOST_WAITING
                    || !turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy("too many long lists are being read; try again in a moment");
            }
            long began = System.nanoTime();
            try {
                if (replyBytes.get() >= mostBytes) {
                    throw busy("too many long lists are being sent; try again in a moment");
                }
                return making.call();
            } finally {
                long took = System.nanoTime() - began;
                nanosOfALargeReply.updateAndGet(average -> average + (took - average) / 16);
                turns.release();
            }
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                place.release();
                leave(caller);
            }
        }
    }

    /** With the time in which the requests that wait now will have been served. */
    private Failure busy(String reason) {
        double seconds = nanosOfALargeReply.get() / 1e9 * (turns.getQueueLength() + 1) / largeReplies;
        return new Failure.Unavailable(reason, Duration.ofSeconds((long) Math.clamp(Math.ceil(seconds), 1, 60)));
    }
}
