package my.kilat.acceptance.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;

/** WebSockets of a ride whose callers never read a frame. */
final class SilentSockets implements AutoCloseable {
    private final List<SocketChannel> sockets = new ArrayList<>();

    /** Opens so many, as the administrator, who may see every ride. */
    SilentSockets(Kilat kilat, UUID booking, int count) throws IOException {
        String token = kilat.admin().accessToken();
        byte[] request = ("GET /ws/tracking/" + booking + "?token=" + token + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            SocketChannel socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 2_048);
            socket.connect(new InetSocketAddress("127.0.0.1", kilat.gatewayPort()));
            socket.write(ByteBuffer.wrap(request));
            sockets.add(socket);
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    @Override
    public String toString() {
        return sockets.size() + " silent sockets";
    }
}
