package my.kilat.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import my.kilat.platform.json.Json;
import my.kilat.platform.openapi.ApiDocument;
import org.jspecify.annotations.Nullable;

/** A client of the tracking socket that reads as it should; each frame is held against the contract. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Schema LOCATION = schema("LocationFrame");
    private static final Schema STATUS = schema("StatusFrame");
    private static final Schema ETA = schema("EtaFrame");

    private final List<JsonNode> frames = Collections.synchronizedList(new ArrayList<>());
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<ByteBuffer> pings = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    /** The answer to an upgrade that was refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("refused with " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDialect(Dialects.getOpenApi31())
                .getSchema(SchemaLocation.of("classpath:" + ApiDocument.CONTRACT + "#/components/schemas/" + name));
    }

    private SocketClient(String address, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        try {
            socket = builder.buildAsync(URI.create(address), this).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse().statusCode());
            }
            throw e;
        }
    }

    /** Opens a socket; the path is everything behind {@code /ws/tracking/}. */
    static SocketClient open(int port, String path, Map<String, String> headers) {
        return new SocketClient("ws://127.0.0.1:" + port + "/ws/tracking/" + path, headers);
    }

    static SocketClient open(int port, String path) {
        return open(port, path, Map.of());
    }

    /** The status with which an upgrade is refused. */
    static int refusal(int port, String path, Map<String, String> headers) {
        try (SocketClient opened = open(port, path, headers)) {
            throw new AssertionError("the socket was opened: " + opened);
        } catch (Refused e) {
            return e.status();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        from.request(1);
        parts.append(text); // the client hands over what it has read so far, not whole frames
        if (!last) {
            return null;
        }
        JsonNode frame = Json.tree(parts.toString().getBytes(StandardCharsets.UTF_8));
        parts.setLength(0);
        Schema schema = switch (frame.path("type").asText()) {
            case "location_update" -> LOCATION;
            case "eta" -> ETA;
            default -> STATUS;
        };
        schema.validate(frame, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(problem -> problems.add(problem.toString()));
        frames.add(frame);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.add(message);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        if (!(error instanceof IOException)) {
            problems.add(error.toString());
        }
        closed.complete(1006);
    }

    /** All frames so far. */
    List<JsonNode> frames() {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + " in " + frames);
        }
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** Waits for that many frames. */
    List<JsonNode> await(int count) {
        Tracking.await(count + " frames").until(() -> frames.size() >= count);
        return frames();
    }

    /** The new statuses so far, in order. */
    List<String> statuses() {
        return frames().stream()
                .filter(frame -> frame.path("type").asText().equals("booking.status"))
                .map(frame -> frame.path("old_status").asText() + " > "
                        + frame.path("new_status").asText())
                .toList();
    }

    /** How many expected arrivals were shown so far. */
    long etas() {
        return frames().stream()
                .filter(frame -> frame.path("type").asText().equals("eta"))
                .count();
    }

    /** The latitudes shown so far, in order. */
    List<Double> latitudes() {
        return frames().stream()
                .filter(frame -> frame.path("type").asText().equals("location_update"))
                .map(frame -> frame.path("latitude").asDouble())
                .toList();
    }

    int pings() {
        return pings.size();
    }

    /** The code with which it was closed, if it was. */
    Optional<Integer> closed() {
        return Optional.ofNullable(closed.getNow(null));
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
