package my.kilat.bench.live;

import java.util.List;
import java.util.Locale;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.traffic.Followed;
import my.kilat.bench.traffic.LiveTraffic;
import my.kilat.contract.catalogue.Component;

/**
 * The heap that an idle socket takes. Sockets are opened straight at the tracking service, then through the gateway, whose
 * share is the difference.
 *
 * @param sockets how many were open at a time
 * @param trackingBytes of each in the tracking service
 * @param gatewayBytes of each in the gateway
 */
record SocketMemory(int sockets, long trackingBytes, long gatewayBytes) {
    /** How many sockets the gateway lets one user open, by default. */
    private static final int OF_A_USER = 20;

    /** With more idle ones, a process may not open as many files as it needs. */
    private static final int MOST = 1_000;

    /** Whether owners may open more sockets than that, and not too many in all. */
    static boolean canBeMeasured(int rides, int open) {
        return open < OF_A_USER && (long) rides * (OF_A_USER - open) <= MOST;
    }

    /**
     * Counts what is reachable without sockets and with as many as owners may open.
     *
     * @param open how many each owner has open already
     */
    static SocketMemory measured(Platform platform, List<Followed> rides, int open) {
        int each = OF_A_USER - open;
        long tracking = ofEach(platform, Component.TRACKING, rides, each);
        long both = ofEach(platform, Component.GATEWAY, rides, each);
        return new SocketMemory(rides.size() * each, tracking, both - tracking);
    }

    private static long ofEach(Platform platform, Component server, List<Followed> rides, int each) {
        platform.awaitQuiet();
        long before = platform.reachableBytes();
        try (LiveTraffic _ = new LiveTraffic(platform.port(server), rides, each)) {
            platform.awaitQuiet();
            return (platform.reachableBytes() - before) / ((long) rides.size() * each);
        }
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "An idle socket takes %.1f KB of heap in the tracking service (goal ≤ 15) and %.1f KB in the gateway (goal ≤ 12),"
                        + " by what is reachable with and without %d of them.",
                trackingBytes / 1_024.0,
                gatewayBytes / 1_024.0,
                sockets);
    }
}
