package my.kilat.platform.service;

import java.util.ArrayDeque;
import java.util.Deque;
import my.kilat.platform.failure.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open resources, closed in reverse order. A failure to close one does not prevent the others from being closed. */
final class OpenResources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenResources.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Adds a resource, to be closed before those that were added earlier.
     *
     * @throws StartException if these have been closed already; the resource is closed then as well
     */
    <R extends AutoCloseable> R add(R resource) {
        if (!push(resource)) {
            closeQuietly(resource);
            throw new StartException("told to stop while starting");
        }
        return resource;
    }

    private synchronized boolean push(AutoCloseable resource) {
        if (!closed) {
            open.push(resource);
        }
        return !closed;
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return open.poll();
    }

    /** Closes all of them; closing again does nothing. */
    @Override
    public void close() {
        for (AutoCloseable resource = next(); resource != null; resource = next()) {
            closeQuietly(resource);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
        }
    }
}
