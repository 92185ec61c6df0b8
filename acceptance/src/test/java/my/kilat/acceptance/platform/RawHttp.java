package my.kilat.acceptance.platform;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.ContractRules;

/** Says to the gateway what no HTTP library would, and reads the one answer; it is held against the contract as well. */
public final class RawHttp {
    private static final int TIMEOUT = 30_000;

    private RawHttp() {}

    /** Asks for a WebSocket, and closes it again should it open. */
    public static Answer upgrade(int port, String target, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Upgrade", "websocket");
        all.put("Connection", "Upgrade");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return send(port, "GET", target, all, new byte[0]);
    }

    /** Sends a request. The target goes out as it is; a character above U+00FF has no place in it or in a header. */
    public static Answer send(int port, String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (body.length > 0) {
            all.put("Content-Type", "application/json");
            all.put("Content-Length", Integer.toString(body.length));
        }
        all.put("Host", "127.0.0.1:" + port);
        all.putIfAbsent("Connection", "close");
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT);
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            Answer answer = read(method + " " + target, new DataInputStream(socket.getInputStream()));
            ContractRules.check(method, target, answer.status(), answer.header("Content-Type"), answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private static Answer read(String request, DataInputStream in) throws IOException {
        List<String> head = head(in);
        int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        List<String> length = headers.getOrDefault("Content-Length", List.of());
        byte[] body = new byte[length.isEmpty() ? 0 : Integer.parseInt(length.getFirst())];
        in.readFully(body);
        return new Answer(request, status, HttpHeaders.of(headers, (name, value) -> true), body);
    }

    private static List<String> head(DataInputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int read = in.readUnsignedByte();
            if (read != '\n') {
                line.append((char) read);
                continue;
            }
            String text = line.toString().stripTrailing();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.setLength(0);
        }
    }
}
