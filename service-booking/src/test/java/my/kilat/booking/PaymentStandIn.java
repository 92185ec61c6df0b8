package my.kilat.booking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import my.kilat.contract.http.Failure;
import my.kilat.platform.json.Json;

/** Answers what the booking service asks the payment service. */
final class PaymentStandIn implements AutoCloseable {
    private final HttpServer server;
    private final Map<UUID, Map<String, Object>> standings = new ConcurrentHashMap<>();
    private final List<UUID> announced = new CopyOnWriteArrayList<>();
    private volatile Consumer<UUID> onAnnouncement = _ -> {};

    PaymentStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/payments/cancelling", exchange -> {
            UUID booking = UUID.fromString(read(exchange, "booking_id").getFirst());
            onAnnouncement.accept(booking);
            announced.add(booking);
            send(exchange, 200, Map.of("success", true, "data", Map.of("message", "noted")));
        });
        server.createContext("/internal/v1/payments/standings", exchange -> {
            List<Map<String, Object>> items = new ArrayList<>();
            for (String id : read(exchange, "booking_ids")) {
                Map<String, Object> standing = standings.get(UUID.fromString(id));
                if (standing != null) {
                    items.add(standing);
                }
            }
            send(exchange, 200, Map.of("success", true, "data", Map.of("items", items)));
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a booking service that asks it, as quickly as a test wants it. */
    Map<String, String> settings() {
        return Map.of("UPSTREAM_PAYMENT", url(), "RECONCILE_EVERY", "50ms", "AUTO_CONFIRM_EVERY", "50ms");
    }

    /** The latest payment of a booking stands so. */
    void stands(UUID booking, UUID payment, int attempt, String status, boolean lapsed) {
        Map<String, Object> standing = new LinkedHashMap<>();
        standing.put("booking_id", booking);
        standing.put("payment_id", payment);
        standing.put("attempt", attempt);
        standing.put("escrow_status", status);
        standing.put("lapsed", lapsed);
        standing.put("owner_id", UUID.randomUUID());
        standing.put("amount_cents", 2_210);
        standings.put(booking, standing);
    }

    /** There is no payment for the booking. */
    void forget(UUID booking) {
        standings.remove(booking);
    }

    /** What happens while somebody announces the cancellation of a booking. */
    void onAnnouncement(Consumer<UUID> action) {
        onAnnouncement = action;
    }

    List<UUID> announced() {
        return announced;
    }

    private static List<String> read(HttpExchange exchange, String field) throws IOException {
        var value = Json.tree(exchange.getRequestBody().readAllBytes()).path(field);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(text -> texts.add(text.asText()));
        } else {
            texts.add(value.asText());
        }
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null || token.split("\\.").length != 3) {
            send(exchange, 401, Failure.of("no service token"));
        }
        return texts;
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        try (exchange) {
            byte[] bytes = Json.bytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
