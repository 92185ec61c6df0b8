package my.kilat.platform.event;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One Admin for as long as a process asks the broker: it is made when it is needed first, and reconnects by itself. */
final class SharedAdmin implements AutoCloseable {
    private final Brokers brokers;
    private @Nullable Admin admin;

    SharedAdmin(Brokers brokers) {
        this.brokers = brokers;
    }

    /**
     * The Admin; whoever asks for it does not close it.
     *
     * @throws my.kilat.platform.background.FaultException if none can be made now
     */
    synchronized Admin get() {
        Admin known = admin;
        if (known == null) {
            known = brokers.admin();
            admin = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
