package my.kilat.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds TCP ports on 127.0.0.1 that nobody listens on. */
public final class FreePort {
    /*
     * Below the range from which the kernel takes the local ports of outgoing connections (32768 upwards on Linux): a
     * server that is down for a moment finds its port still free when it comes back.
     */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    /** The ports are given one after the other, so that none is given again before its server has had the time to bind. */
    private static final AtomicInteger GIVEN =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST - LOWEST));

    private FreePort() {}

    /**
     * A port that was free a moment ago, and that this JVM was not given lately. Another process may take it before it is used,
     * so the caller should try again if its server fails to bind.
     */
    public static int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = LOWEST + Math.floorMod(GIVEN.incrementAndGet(), HIGHEST - LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new LocalServerException("No free TCP port was found between " + LOWEST + " and " + HIGHEST + ".");
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody accepts connections on this port of 127.0.0.1. */
    public static boolean isAnswering(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
