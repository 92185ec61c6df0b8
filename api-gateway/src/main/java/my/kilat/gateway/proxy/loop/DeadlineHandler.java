package my.kilat.gateway.proxy.loop;

import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A connection with a deadline. Setting it costs one field; the loop checks all its connections a few times a second, which is
 * far cheaper than a timer task for each request.
 */
public abstract class DeadlineHandler extends ChannelInboundHandlerAdapter {
    /** A time that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    @Nullable
    DeadlineHandler previous;

    @Nullable
    DeadlineHandler next;

    /** When {@link #late} is due, in the loop's nanoseconds, or {@link #NEVER}. */
    protected long deadline = NEVER;

    /** The deadline has passed. */
    protected abstract void late(long now);

    /** The gateway is stopping. */
    protected void drain() {}

    /** What the loop buffers for the connection: bytes, weighted by the time they are held. */
    protected long burden(long now) {
        return 0;
    }

    /** Closes the connection, because the loop buffers too much. */
    protected void cutOff() {}

    /** Called a few times a second, independently of the deadline. */
    protected void look(long now) {
        if (deadline != NEVER && now - deadline >= 0) {
            deadline = NEVER;
            late(now);
        }
    }
}
