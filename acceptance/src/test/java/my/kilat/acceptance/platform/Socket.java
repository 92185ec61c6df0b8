package my.kilat.acceptance.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import my.kilat.platform.json.Json;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A tracking socket as an app opens it, and every frame that came: each has to be one JSON object. */
public final class Socket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile int closeCode = -1;
    private volatile @Nullable Throwable fault;

    /** Opens the socket of a booking; the id is written as given, and {@code query} may add to it. */
    public Socket(int gatewayPort, Person person, String booking, String query) {
        this(gatewayPort, person, booking, query, Map.of());
    }

    /** The same with more headers, such as the origin of a page. */
    public Socket(int gatewayPort, Person person, String booking, String query, Map<String, String> headers) {
        WebSocket.Builder opening = HTTP.newWebSocketBuilder();
        headers.forEach(opening::header);
        socket = opening.buildAsync(
                        URI.create("ws://127.0.0.1:" + gatewayPort + "/ws/tracking/" + booking + "?token="
                                + person.accessToken() + query),
                        new Listener())
                .join();
    }

    /** All frames so far. */
    public List<JsonNode> frames() {
        if (fault != null) {
            throw new AssertionError("the socket broke", fault);
        }
        return List.copyOf(frames);
    }

    /** The code it was closed with, or -1 while it is open. */
    public int closeCode() {
        return closeCode;
    }

    /** Waits for a frame. */
    public JsonNode await(String what, Predicate<JsonNode> filter) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> frames().stream().anyMatch(filter));
        return frames().stream().filter(filter).findFirst().orElseThrow();
    }

    /** Waits for a position at this latitude. */
    public JsonNode awaitPosition(double latitude) {
        return await(
                "a position at " + latitude,
                frame -> Math.abs(frame.path("latitude").asDouble() - latitude) < 1e-6);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(Json.read(text.toString(), JsonNode.class));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            fault = error;
        }
    }
}
