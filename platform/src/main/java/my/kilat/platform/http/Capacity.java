package my.kilat.platform.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.settings.Environment;

/**
 * Bounds the memory that requests occupy in a JVM, whose heap all services in it share. Two things are bounded: the bytes
 * of bodies and answers that are under way, and how many answers that may be large are made at once, since making one
 * takes several times the bytes that it ends up with. What exceeds a bound is refused with 503, so that a JVM under
 * attack goes on answering instead of running out of memory.
 */
public final class Capacity {
    /** A request that waits longer than this for its turn is refused: its caller is about to give up as well. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int MOST_WAITING = 256;

    /** Making the largest answer of the contract takes less than this. */
    private static final long HEAP_OF_A_LARGE_REPLY = 24L << 20;

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final int largeReplies;
    private final Semaphore large;

    /** Of one large reply, averaged. */
    private final AtomicLong nanosOfALargeReply = new AtomicLong(1_000_000);

    private Capacity(long mostBytes, int largeReplies) {
        this.mostBytes = mostBytes;
        this.largeReplies = largeReplies;
        this.large = new Semaphore(largeReplies, true);
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

    /** Bytes of bodies and answers that are under way. */
    public long bytes() {
        return bytes.get();
    }

    /** Takes bytes for what a caller sends; returns false when there is no room for them. */
    boolean take(long more) {
        if (bytes.addAndGet(more) <= mostBytes) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /** Takes bytes for an answer that has been made; it will be sent, however many there are. */
    void add(long more) {
        bytes.addAndGet(more);
    }

    /** Gives bytes back. */
    void release(long fewer) {
        bytes.addAndGet(-fewer);
    }

    /**
     * Makes an answer that may be large, when it is its turn.
     *
     * @throws Failure.Unavailable if too many wait already, it waited for too long, or what has been made before is not
     *     yet sent
     */
    Reply large(Making making) throws Exception {
        if (large.getQueueLength() >= MOST_WAITING
                || !large.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        long began = System.nanoTime();
        try {
            if (bytes.get() >= mostBytes) {
                throw busy();
            }
            return making.make();
        } finally {
            long took = System.nanoTime() - began;
            nanosOfALargeReply.updateAndGet(average -> average + (took - average) / 16);
            large.release();
        }
    }

    /** Makes an answer. */
    @FunctionalInterface
    interface Making {
        Reply make() throws Exception;
    }

    /** With the time after which those that wait now will have had their turn. */
    private Failure busy() {
        double seconds = nanosOfALargeReply.get() / 1e9 * (large.getQueueLength() + 1) / largeReplies;
        return new Failure.Unavailable(
                "too many long lists are being read; try again in a moment",
                Duration.ofSeconds((long) Math.clamp(Math.ceil(seconds), 1, 60)));
    }
}
