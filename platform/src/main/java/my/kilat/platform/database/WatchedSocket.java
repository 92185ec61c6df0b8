package my.kilat.platform.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket whose long read timeouts are enforced by {@link WatchedSockets}. */
final class WatchedSocket extends Socket {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSocket.class);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Set<WatchedSocket> connected;

    /** Zero for none. */
    private volatile long limitMillis;

    /** By {@link System#nanoTime()}; zero when no read is in progress. */
    private volatile long readingSince;

    WatchedSocket(Set<WatchedSocket> connected) {
        this.connected = connected;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(endpoint, timeout);
        connected.add(this);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        boolean watched = millis >= LONG.toMillis();
        limitMillis = watched ? millis : 0;
        super.setSoTimeout(watched ? 0 : millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return limitMillis > 0 ? (int) limitMillis : super.getSoTimeout();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                readingSince = System.nanoTime() | 1;
                try {
                    return in.read();
                } finally {
                    readingSince = 0;
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                readingSince = System.nanoTime() | 1;
                try {
                    return in.read(target, offset, length);
                } finally {
                    readingSince = 0;
                }
            }
        };
    }

    boolean isBeingRead() {
        return readingSince != 0;
    }

    /** Closes the socket if a read has exceeded the timeout. */
    void closeIfOverdue(long now) {
        long since = readingSince;
        long limit = limitMillis;
        if (limit == 0 || since == 0 || now - since < limit * 1_000_000) {
            return;
        }
        LOG.warn("a connection to the database is given up: no answer for {} s", (now - since) / 1_000_000_000);
        try {
            close();
        } catch (IOException e) {
            LOG.debug("a connection to the database could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        connected.remove(this);
        super.close();
    }
}
