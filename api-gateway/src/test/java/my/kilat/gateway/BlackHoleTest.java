package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An upstream that neither accepts connections nor refuses them: its queue is full, and it never looks. */
class BlackHoleTest {
    private static final String OPEN = "/.well-known/jwks.json";

    private final List<Socket> queue = new ArrayList<>();
    private ServerSocket hole;

    @BeforeEach
    void fillItsQueue() throws IOException {
        hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        while (true) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(hole.getInetAddress(), hole.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    @AfterEach
    void closeIt() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        hole.close();
    }

    private String url() {
        return "http://127.0.0.1:" + hole.getLocalPort();
    }

    @Test
    void isATimeoutAsSoonAsTheTimeForConnectingIsUp() throws IOException {
        try (var rig = Rig.beforeAll(url(), "UPSTREAM_CONNECT_TIMEOUT", "300ms")) {
            long start = System.nanoTime();
            RawClient.Answer answer = rig.get(OPEN);
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("identity cannot be reached");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(rig.proxy().idleUpstreamConnections()).isZero();
        }
    }

    @Test
    void isNotNoticedWhereThereIsAnotherInstanceEvenByAPost() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.beforeAll(url() + "," + upstream.url(), "UPSTREAM_CONNECT_TIMEOUT", "200ms")) {
            for (int i = 0; i < 10; i++) {
                assertThat(rig.ask(RawClient.request("POST", "/api/v1/auth/login", "Content-Length: 2") + "{}")
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
