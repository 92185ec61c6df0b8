package my.kilat.gateway.proxy.policy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;

/** Counts the open connections of clients, in total and for each address; those of trusted proxies only in total. */
public final class ConnectionLimit {
    private final Limits limits;
    private final Networks trustedProxies;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<Long, Integer> byAddress = new ConcurrentHashMap<>();

    /** A count of zero. */
    public ConnectionLimit(Limits limits, Networks trustedProxies) {
        this.limits = limits;
        this.trustedProxies = trustedProxies;
    }

    /** Counts one more connection; returns false, and does not count it, if there are too many. */
    public boolean opened(Address peer) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            return false;
        }
        boolean counted = !trustedProxies.hold(peer);
        int ofAddress = counted ? byAddress.merge(caller(peer), 1, Integer::sum) : 0;
        if (ofAddress > limits.connectionsPerAddress()) {
            closed(peer);
            return false;
        }
        return true;
    }

    /** A counted connection is closed. */
    public void closed(Address peer) {
        open.decrementAndGet();
        byAddress.computeIfPresent(caller(peer), (any, count) -> count == 1 ? null : count - 1);
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    private static Long caller(Address peer) {
        return peer.callerHigh() ^ peer.callerLow();
    }
}
