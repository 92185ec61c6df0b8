package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** A server that says nothing is waited for as long as was asked for, and no longer. */
class WatchedSocketsTest {
    private static final long SECOND = 1_000_000_000;

    private final Set<WatchedSocket> connected = ConcurrentHashMap.newKeySet();

    private WatchedSocket connect(ServerSocket server) throws IOException {
        WatchedSocket socket = new WatchedSocket(connected);
        socket.connect(server.getLocalSocketAddress());
        return socket;
    }

    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void aReaderThatHasWaitedTooLongIsLetGo() throws Exception {
        try (ServerSocket server = silentServer();
                WatchedSocket socket = connect(server)) {
            socket.setSoTimeout(60_000);
            assertThat(socket.getSoTimeout()).isEqualTo(60_000);
            CompletableFuture<Integer> reading = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    reading.complete(socket.getInputStream().read(new byte[8]));
                } catch (IOException e) {
                    reading.completeExceptionally(e);
                }
            });
            await().until(socket::isBeingRead);
            socket.closeIfOverdue(System.nanoTime() + 59 * SECOND);
            assertThat(reading).isNotDone();
            socket.closeIfOverdue(System.nanoTime() + 61 * SECOND);
            assertThatThrownBy(reading::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SocketException.class);
            assertThat(connected).isEmpty();
        }
    }

    @Test
    void aSocketThatNobodyReadsIsLeftAlone() throws Exception {
        try (ServerSocket server = silentServer();
                WatchedSocket socket = connect(server);
                Socket peer = server.accept()) {
            socket.setSoTimeout(60_000);
            peer.getOutputStream().write(7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
            socket.closeIfOverdue(System.nanoTime() + 600 * SECOND);
            assertThat(socket.isClosed()).isFalse();
        }
    }

    @Test
    void aShortLimitIsKeptByTheSystem() throws Exception {
        try (ServerSocket server = silentServer();
                WatchedSocket socket = connect(server)) {
            socket.setSoTimeout(1);
            assertThat(socket.getSoTimeout()).isEqualTo(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.closeIfOverdue(System.nanoTime() + 600 * SECOND);
            assertThat(socket.isClosed()).isFalse();
        }
    }
}
