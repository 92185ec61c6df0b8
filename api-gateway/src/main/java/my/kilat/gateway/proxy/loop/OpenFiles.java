package my.kilat.gateway.proxy.loop;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many clients the limit of open files leaves room for. A process that has reached it can neither accept a client nor connect
 * to an upstream, so that those who are connected already are answered 502.
 */
final class OpenFiles {
    /** A client's connection, that to its upstream, and the upstream's end of it where one process runs both. */
    private static final int OF_A_CLIENT = 3;

    /** Jars, logs, connections to databases and the broker, and requests that share a client's connection; at most half of all. */
    private static final long OF_THE_REST = 4_096;

    private OpenFiles() {}

    /** As many clients as this process has room for, and at most this many. */
    static int clients(int most) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? clients(most, system.getMaxFileDescriptorCount())
                : most;
    }

    /** @param files the limit of open files; negative for none */
    static int clients(int most, long files) {
        return files < 0 ? most : Math.clamp((files - Math.min(OF_THE_REST, files / 2)) / OF_A_CLIENT, 1, most);
    }
}
