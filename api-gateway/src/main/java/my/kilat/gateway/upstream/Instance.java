package my.kilat.gateway.upstream;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.wire.Bytes;

/**
 * One machine of an upstream, and its circuit breaker. So many failures in a row and it is left alone for a pause; then
 * one request at a time tries whether it is back; a failure of that one doubles the pause, a success ends it.
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

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** What stands in the Host header of requests to it. */
    public byte[] authority() {
        return authority;
    }

    /** How long an unused connection to it is kept, in nanoseconds. */
    public long idleNanos() {
        return settings.idleTimeout().toNanos();
    }

    /** Whether the breaker is open. */
    public boolean closedOff() {
        return closedOff;
    }

    /** A request goes to it. */
    public void begin() {
        pending.getAndIncrement();
    }

    /** A request to it is over, however it ended. */
    public void end() {
        pending.getAndDecrement();
    }

    /** Whether a request may be sent to it now; for one that is closed off this may be the one that tries. */
    boolean admits(long now) {
        return !closedOff || (now - tryAgain >= 0 && claimTrial(now));
    }

    /** In how many nanoseconds a request may be sent to it; 0 when one may be now. */
    long admitsIn(long now) {
        return closedOff ? Math.max(0, tryAgain - now) : 0;
    }

    private synchronized boolean claimTrial(long now) {
        if (now - tryAgain < 0) {
            return false;
        }
        // Should the trial never be heard of again, the next may go after another pause.
        tryAgain = now + settings.breakerPause().toNanos();
        trying = true;
        return true;
    }

    /** How busy it is, for choosing among several: one that has just come back counts as busier than it is. */
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

    /** It answered, whatever it answered. */
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
     * It could not be reached, broke off, or did not answer in time. While it is closed off only the trial counts: what
     * was under way before and fails now, many at once perhaps, says nothing new.
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
