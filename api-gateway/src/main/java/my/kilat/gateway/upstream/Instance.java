package my.kilat.gateway.upstream;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.wire.Bytes;

/**
 * One instance of an upstream, and its circuit breaker. After a number of failures in a row the breaker opens for a pause;
 * then one request at a time is sent as a trial: a failed trial doubles the pause, a successful one closes the breaker.
 */
public final class Instance {
    private static final int LONGEST_PAUSE = 30;

    private final InetSocketAddress address;
    private final byte[] authority;
    private final UpstreamSettings settings;
    private final AtomicInteger pending = new AtomicInteger();

    private volatile int failures;
    private int pauses;
    private volatile boolean closedOff;
    private boolean trying;
    private volatile long tryAgain;
    private volatile long returned;
    private volatile boolean returning;

    Instance(InetSocketAddress address, String authority, UpstreamSettings settings) {
        this.address = address;
        this.authority = Bytes.ascii(authority);
        this.settings = settings;
    }

    /** The address it listens on. */
    public InetSocketAddress address() {
        return address;
    }

    /** The Host header of requests to it. */
    public byte[] authority() {
        return authority;
    }

    /** How long an idle connection to it is kept, in nanoseconds. */
    public long idleNanos() {
        return settings.idleTimeout().toNanos();
    }

    /** Whether the breaker is open. */
    public boolean closedOff() {
        return closedOff;
    }

    /** A request to it begins. */
    public void begin() {
        pending.getAndIncrement();
    }

    /** A request to it has ended, with any result. */
    public void end() {
        pending.getAndDecrement();
    }

    /** Whether a request may be sent to it now; if the breaker is open, as the trial. */
    boolean admits(long now) {
        return !closedOff || (now - tryAgain >= 0 && claimTrial(now));
    }

    /** The nanoseconds until a request may be sent to it; 0 if one may be now. */
    long admitsIn(long now) {
        return closedOff ? Math.max(0, tryAgain - now) : 0;
    }

    private synchronized boolean claimTrial(long now) {
        if (now - tryAgain < 0) {
            return false;
        }
        // If the trial never reports, the next may follow after another pause.
        tryAgain = now + settings.breakerPause().toNanos();
        trying = true;
        return true;
    }

    /** Its load, for choosing among several; an instance that has just recovered counts as busier than it is. */
    double load(long now) {
        double load = pending.get() + 1;
        if (returning) {
            long since = now - returned;
            long ramp = settings.slowStart().toNanos();
            if (since >= ramp) {
                returning = false;
            } else {
                load *= Math.min(20.0, (double) ramp / Math.max(since, 1));
            }
        }
        return load;
    }

    /** It responded, with any status. */
    public void succeeded(long now) {
        if (failures != 0 || closedOff) {
            recovered(now);
        }
    }

    private synchronized void recovered(long now) {
        failures = 0;
        pauses = 0;
        trying = false;
        if (closedOff) {
            closedOff = false;
            returned = now;
            returning = true;
        }
    }

    /**
     * It could not be reached, aborted, or did not respond in time. While the breaker is open only the trial counts: failures
     * of earlier requests, perhaps many at once, give no new information.
     */
    public synchronized void failed(long now) {
        if (closedOff && !trying) {
            return;
        }
        trying = false;
        failures = failures + 1;
        if (closedOff || failures >= settings.breakerFailures()) {
            long pause = settings.breakerPause().toNanos() * Math.min(1L << Math.min(pauses, 10), LONGEST_PAUSE);
            pauses++;
            tryAgain = now + pause;
            closedOff = true;
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
