package my.kilat.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets to PostgreSQL. A virtual thread that reads with a time limit is put on a timer and taken off again,
 * which costs more than the reading itself; so a long limit is not given to the system. One thread watches all sockets
 * instead, and closes one whose reader has waited too long. Limits below ten seconds are kept by the system, exactly.
 *
 * <p>Public for the driver, which makes it by its name.
 */
public final class WatchedSockets extends SocketFactory {
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Set<WatchedSocket> CONNECTED = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("database-socket-watch").start(WatchedSockets::watch);
    }

    @Override
    public Socket createSocket() {
        return new WatchedSocket(CONNECTED);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void watch() {
        while (true) {
            try {
                Thread.sleep(SWEEP);
            } catch (InterruptedException e) {
                return;
            }
            closeOverdue(System.nanoTime());
        }
    }

    /** Closes those whose readers have waited too long by that time. */
    static void closeOverdue(long now) {
        CONNECTED.forEach(socket -> socket.closeIfOverdue(now));
    }
}
