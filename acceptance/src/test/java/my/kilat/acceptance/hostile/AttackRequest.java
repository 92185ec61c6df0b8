package my.kilat.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as bytes, which can be sent again and again at no cost to speak of.
 *
 * @param what is wrong with it
 * @param bytes head and body
 */
record AttackRequest(String what, byte[] bytes) {
    private static final int PATIENCE_MILLIS = 30_000;

    /** A request with a body; the connection ends with the answer. */
    static AttackRequest of(String what, String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "127.0.0.1", "Connection", "close"));
        if (body.length > 0) {
            all.put("Content-Type", "application/json");
            all.put("Content-Length", Integer.toString(body.length));
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return new AttackRequest(what, request.toByteArray());
    }

    /** Sends it and reads the answer, to its end where it is a success; returns the status, 0 where the connection broke before one came. */
    int send(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
            } catch (SocketException e) {
                // It has been answered before all of it was read.
            }
            return status(socket.getInputStream());
        } catch (SocketException e) {
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private static int status(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read = in.read(buffer);
        if (read < 12) {
            return 0;
        }
        int status = Integer.parseInt(new String(buffer, 9, 3, StandardCharsets.ISO_8859_1));
        while (read >= 0 && status / 100 == 2) {
            read = in.read(buffer);
        }
        return status;
    }

    @Override
    public String toString() {
        return what;
    }
}
