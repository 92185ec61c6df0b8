package my.kilat.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The socket of a runner's app, and every frame that came. */
final class OfferSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    private OfferSocket(TestService at, String token, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + at.port() + "/ws/offers?token=" + token), this)
                .join();
    }

    static OfferSocket open(TestService at, String token) {
        return new OfferSocket(at, token, Map.of());
    }

    /** The status of the answer: 101 when it was opened. */
    static int answer(TestService at, String token, Map<String, String> headers) {
        try (OfferSocket opened = new OfferSocket(at, token, headers)) {
            return opened.socket.isOutputClosed() ? 0 : 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        from.request(1);
        parts.append(text);
        if (last) {
            frames.add(Json.tree(parts.toString().getBytes(StandardCharsets.UTF_8)));
            parts.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    /** Waits for so many frames, and tells each as {@code offer <id>}, {@code withdrawn <id> <reason>} or {@code expired <id>}. */
    List<String> await(int count) {
        Streets.await(count + " frames", () -> {
            if (frames.size() < count) {
                throw new AssertionError(frames.toString());
            }
        });
        return told();
    }

    List<String> told() {
        return frames.stream().map(OfferSocket::brief).toList();
    }

    private static String brief(JsonNode frame) {
        String type = frame.path("type").asText();
        return switch (type) {
            case "offer" -> "offer " + frame.path("offer").path("id").asText();
            case "withdrawn" ->
                "withdrawn " + frame.path("offer_id").asText() + " "
                        + frame.path("reason").asText();
            default -> type + " " + frame.path("offer_id").asText();
        };
    }

    /** The id of the offer of a frame. */
    UUID offer(int frame) {
        return UUID.fromString(frames.get(frame).path("offer").path("id").asText());
    }

    JsonNode frame(int index) {
        return frames.get(index);
    }

    Optional<Integer> closed() {
        return Optional.ofNullable(closed.getNow(null));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
