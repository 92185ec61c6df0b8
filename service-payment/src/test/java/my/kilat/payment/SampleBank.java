package my.kilat.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The provider's side of {@link SampleProvider}: a server elsewhere with a page for payers, which also tells by itself. */
final class SampleBank implements AutoCloseable {
    static final String SECRET = "the-sample-bank-and-kilat-know-this";
    static final String WEBHOOK = "/api/v1/payments/webhooks/sample";

    private final Map<String, Status> charges = new HashMap<>();
    private final HttpServer server;
    private volatile boolean away;
    private volatile Duration pageLives = Duration.ofMinutes(20);
    private volatile @Nullable Consumer<String> beforeReply;

    enum Status {
        OPEN,
        AUTHORISED,
        DECLINED,
        CAPTURED,
        GIVEN_BACK
    }

    SampleBank() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, String> settings() {
        return Map.of("PAYMENT_PROVIDER", "sample", "SAMPLE_URL", url(), "SAMPLE_SECRET", SECRET);
    }

    // ---- what happens there

    /** It answers nothing but errors, or does so no more. */
    void away(boolean now) {
        away = now;
    }

    void pagesLive(Duration time) {
        pageLives = time;
    }

    /** Does something once, when a charge has been made and before that is answered. */
    void beforeReply(Consumer<String> action) {
        beforeReply = action;
    }

    /** The payer pays, whatever became of the charge. */
    synchronized void pay(String key) {
        charges.put(key, Status.AUTHORISED);
    }

    synchronized void decline(String key) {
        charges.put(key, Status.DECLINED);
    }

    synchronized @Nullable Status status(String key) {
        return charges.get(key);
    }

    // ---- what it tells

    static String event(String type, String key) {
        return event(type, key, "1");
    }

    static String event(String type, String key, String number) {
        return "{\"type\": \"" + type + "\", \"key\": \"" + key + "\", \"number\": \"" + number + "\"}";
    }

    static String signature(String secret, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ApiClient.Answer deliver(ApiClient client, Instant at, String body) {
        return client.with(SampleProvider.SIGNATURE, signature(SECRET, at, body.getBytes(StandardCharsets.UTF_8)))
                .post(WEBHOOK, body);
    }

    // ---- what it is asked

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String[] path = exchange.getRequestURI().getPath().split("/");
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            Reply reply = reply(exchange.getRequestMethod(), path[2], path.length > 3 ? path[3] : "", body);
            exchange.sendResponseHeaders(reply.status, reply.body.length == 0 ? -1 : reply.body.length);
            exchange.getResponseBody().write(reply.body);
        }
    }

    private record Reply(int status, byte[] body) {}

    private Reply reply(String method, String key, String verb, byte[] body) {
        synchronized (this) {
            switch (verb) {
                case "capture" ->
                    charges.computeIfPresent(
                            key, (_, status) -> status == Status.AUTHORISED ? Status.CAPTURED : status);
                case "void" -> charges.put(key, Status.GIVEN_BACK);
                default -> {
                    if (method.equals("POST")) {
                        JsonNode asked = Json.tree(body);
                        Objects.requireNonNull(asked.path("return_url").textValue());
                        charges.putIfAbsent(key, Status.OPEN);
                    }
                }
            }
        }
        Consumer<String> action = beforeReply;
        if (verb.isEmpty() && method.equals("POST") && action != null) {
            beforeReply = null;
            action.accept(key);
            return described(key, Status.OPEN);
        }
        Status status = status(key);
        return status == null ? new Reply(404, new byte[0]) : described(key, status);
    }

    private Reply described(String key, Status status) {
        return new Reply(
                200,
                Json.bytes(Map.of(
                        "status", status.name(),
                        "url", url() + "/pay/" + key + "?a=1&b=2",
                        "until", Instant.now().plus(pageLives).toString())));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
