package my.kilat.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import my.kilat.platform.json.Json;

/** A client of the tracking socket that does only what it is told: it neither answers pings nor reads by itself. */
final class RawSocket implements AutoCloseable {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int pings;

    /** Connects with the smallest receive buffer there is, so that what it does not read soon fills up the way to it. */
    RawSocket(int port, String path) {
        try {
            socket.setReceiveBufferSize(1024);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.getOutputStream()
                    .write(("""
                    GET /ws/tracking/%s HTTP/1.1
                    Host: localhost
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Extensions: permessage-deflate

                    """.formatted(path).replace("\n", "\r\n")).getBytes(StandardCharsets.US_ASCII));
            in = new DataInputStream(socket.getInputStream());
            String head = head();
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new AssertionError(head);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Reads text frames until one that is the last of interest, or the end of the connection. */
    List<JsonNode> readUntil(java.util.function.Predicate<JsonNode> last) {
        List<JsonNode> frames = new ArrayList<>();
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int opcode = first & 0x0f;
                if (first != (opcode | FINAL)) {
                    throw new AssertionError("a frame in parts, or compressed");
                }
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                if (opcode == TEXT) {
                    frames.add(Json.tree(payload));
                    if (last.test(frames.getLast())) {
                        return frames;
                    }
                } else if (opcode == PING) {
                    pings++;
                } else if (opcode == CLOSE) {
                    return frames;
                }
            }
        } catch (EOFException | SocketException e) {
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pings have been read, and not answered. */
    int pings() {
        return pings;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
