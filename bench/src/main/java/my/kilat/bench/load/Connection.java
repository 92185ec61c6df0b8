package my.kilat.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive HTTP/1.1 connection for one virtual thread: a request is one write, an answer is read into a byte array.
 * It does no more than the answers of the gateway need, so that the load takes little from the two cores that it shares
 * with what it measures.
 */
public final class Connection implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    private final InetSocketAddress address;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private final StringBuilder line = new StringBuilder(128);

    public Connection(InetSocketAddress address) {
        this.address = address;
    }

    /** An answer: its status and its body. */
    public record Answer(int status, String body) {}

    /** Sends a request and waits for its answer; connects when there is no connection. */
    public Answer send(String method, String path, String token, @Nullable String body) throws IOException {
        if (socket == null) {
            connect();
        }
        try {
            return exchange(method, path, token, body);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        Socket fresh = new Socket();
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(READ_TIMEOUT_MILLIS);
        fresh.connect(address, 3_000);
        socket = fresh;
        in = new BufferedInputStream(fresh.getInputStream(), 16 << 10);
        out = fresh.getOutputStream();
    }

    private Answer exchange(String method, String path, String token, @Nullable String body) throws IOException {
        StringBuilder request = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        if (!token.isEmpty()) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (body != null) {
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n\r\n")
                    .append(body);
        } else {
            request.append(method.equals("GET") ? "\r\n" : "Content-Length: 0\r\n\r\n");
        }
        OutputStream to = out;
        InputStream from = in;
        if (to == null || from == null) {
            throw new IOException("not connected");
        }
        to.write(request.toString().getBytes(StandardCharsets.UTF_8));
        return read(from);
    }

    private Answer read(InputStream from) throws IOException {
        String start = line(from);
        int status = Integer.parseInt(start, 9, 12, 10);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(from); !header.isEmpty(); header = line(from)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = true;
            } else if (header.regionMatches(true, 0, "connection: close", 0, 17)) {
                last = true;
            }
        }
        String body = chunked ? chunks(from) : new String(exactly(from, length), StandardCharsets.UTF_8);
        if (last) {
            close();
        }
        return new Answer(status, body);
    }

    private String chunks(InputStream from) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(from), 16);
            body.append(new String(exactly(from, size), StandardCharsets.UTF_8));
            line(from);
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private static byte[] exactly(InputStream from, int length) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
    }

    private String line(InputStream from) throws IOException {
        line.setLength(0);
        while (true) {
            int next = from.read();
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }

    @Override
    public void close() {
        Socket old = socket;
        socket = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
