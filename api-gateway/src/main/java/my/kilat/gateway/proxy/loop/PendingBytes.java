package my.kilat.gateway.proxy.loop;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * The bytes that an event loop buffers for a client: response bytes that its socket has not accepted, and request bytes that
 * wait. Also measures how fast it reads its response: only the time counts in which its channel is full, so a slow upstream
 * does not count against it.
 */
public final class PendingBytes {
    /** A channel that was full has room again when fewer bytes than this are pending. */
    public static final int FEW = 32 * 1024;

    /** A channel is full when more bytes than this are pending. */
    public static final int MANY = 64 * 1024;

    private static final long NEVER = DeadlineHandler.NEVER;
    private static final double SECOND = 1e9;

    private final LoopContext loop;
    private final Channel channel;
    private long held;
    private long heldSince;
    private long written;
    private long waited;
    private long fullSince = NEVER;
    private long stuckSince = NEVER;
    private long stuckBytes;
    private boolean over;

    public PendingBytes(LoopContext loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Bytes written to a channel that have not been sent yet. */
    public static long pending(Channel channel) {
        if (!channel.isActive()) {
            return 0;
        }
        long free = channel.bytesBeforeUnwritable();
        return free > 0 ? Math.max(0, MANY - free) : FEW + channel.bytesBeforeWritable();
    }

    /** A response begins, or a stretch of frames on a socket: the measurement restarts. */
    public void begin() {
        written = 0;
        waited = 0;
    }

    /** This many bytes of the response were written to the channel. */
    public void wrote(long bytes) {
        written += bytes;
    }

    /** The channel has become full, or has room again. */
    public void writable(boolean now) {
        if (!now) {
            fullSince = loop.tick();
        } else if (fullSince != NEVER) {
            waited += loop.tick() - fullSince;
            fullSince = NEVER;
        }
    }

    /**
     * Whether more of a response may be read from its upstream: always while the client keeps up; otherwise as long as a short
     * response can be buffered whole, which releases its upstream.
     *
     * @param toCome bytes that are still to come, as far as that is known
     */
    public boolean takes(long toCome) {
        return channel.isWritable()
                || (pending(channel) + toCome <= loop.limits().buffer()
                        && loop.byteBudget().isRoomy());
    }

    /** Updates the count: the bytes pending in the channel, and {@code besides} others. */
    public void settle(long besides) {
        long now = over ? 0 : pending(channel) + besides;
        if (now != held) {
            if (held == 0) {
                heldSince = loop.now();
            }
            long more = now - held;
            held = now;
            loop.byteBudget().add(more);
        }
    }

    public boolean isEmpty() {
        return held == 0;
    }

    /** Ends the count, whatever is still being sent. */
    public void end() {
        over = true;
        settle(0);
    }

    /** The cost of this client: bytes, weighted by the time they are held. */
    public long burden(long now) {
        return held == 0 ? 0 : held * (1 + Math.max(0, now - heldSince) / 1_000_000);
    }

    /** Whether the client read less of its response than required, or nothing at all for too long. */
    public boolean isTooSlow(long now) {
        if (channel.isWritable() || over) {
            stuckSince = NEVER;
            return false;
        }
        Timeouts timeouts = loop.timeouts();
        long waiting = channel.bytesBeforeWritable();
        if (stuckSince == NEVER || waiting != stuckBytes) {
            stuckSince = now;
            stuckBytes = waiting;
        } else if (now - stuckSince > timeouts.write().toNanos()) {
            return true;
        }
        long soFar = waited + (fullSince == NEVER ? 0 : now - fullSince);
        long taken = Math.max(0, written - pending(channel));
        return soFar > allowed(timeouts.replyGrace(), taken, loop.limits().replyRate());
    }

    /** How long this many bytes may take, in nanoseconds; a rate of 0 allows any time. */
    public static long allowed(Duration grace, long bytes, long rate) {
        return rate == 0 ? Long.MAX_VALUE : grace.toNanos() + (long) (bytes * SECOND / rate);
    }
}
