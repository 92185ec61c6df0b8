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
 * Creates the sockets to PostgreSQL. A read with a timeout puts its virtual thread on a timer and takes it off again, which
 * costs more than the read itself; so a long timeout is not given to the system. Instead, one thread watches all sockets
 * and closes those whose read takes too long. Timeouts below ten seconds are enforced exactly, by the system.
 *
 * <p>Public because the driver creates it by its class name.
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

    /** Closes the sockets whose reads have exceeded their timeout at that time. */
    static void closeOverdue(long now) {
        CONNECTED.forEach(socket -> socket.closeIfOverdue(now));
    }
}
