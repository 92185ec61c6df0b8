package my.kilat.gateway.proxy.loop;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * What a caller makes its event loop hold: bytes written to it that its system has not taken, and bytes of its own that
 * wait. And how fast it takes its answer: only the time counts in which its channel is full, so a slow upstream is not
 * held against it.
 */
public final class PendingBytes {
    /** With fewer bytes than this pending, a channel that was full has room again. */
    public static final int FEW = 32 * 1024;

    /** With more bytes than this pending, a channel is full. */
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

    /** Bytes written to a channel that its peer has not taken yet. */
    public static long pending(Channel channel) {
        if (!channel.isActive()) {
            return 0;
        }
        long free = channel.bytesBeforeUnwritable();
        return free > 0 ? Math.max(0, MANY - free) : FEW + channel.bytesBeforeWritable();
    }

    /** An answer begins, or a stretch of frames on a socket: what was before it no longer counts. */
    public void begin() {
        written = 0;
        waited = 0;
    }

    /** So many bytes of the answer were written to the channel. */
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
     * Whether more of an answer may be taken from its upstream: always while the caller keeps up; and then so much that a
     * short answer is had whole, which sets its upstream free.
     *
     * @param toCome bytes that are still to come, as far as that is known
     */
    public boolean takes(long toCome) {
        return channel.isWritable()
                || (pending(channel) + toCome <= loop.limits().buffer()
                        && loop.byteBudget().isRoomy());
    }

    /** Counts what is held now: what is pending in the channel, and so many bytes besides. */
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

    /** Nothing is held from here on, whatever is still on its way out. */
    public void end() {
        over = true;
        settle(0);
    }

    /** How much it costs: bytes, and longer ones more. */
    public long burden(long now) {
        return held == 0 ? 0 : held * (1 + Math.max(0, now - heldSince) / 1_000_000);
    }

    /** Whether the caller took less of its answer than it has to, or nothing at all for too long. */
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

    /** How long so many bytes may take, in nanoseconds; a rate of 0 allows any time. */
    public static long allowed(Duration grace, long bytes, long rate) {
        return rate == 0 ? Long.MAX_VALUE : grace.toNanos() + (long) (bytes * SECOND / rate);
    }
}
