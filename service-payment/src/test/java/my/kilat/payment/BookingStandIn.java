package my.kilat.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import my.kilat.contract.http.Failure;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Answers as the booking service does, for the bookings it is told of: their owners, and the payment service itself. */
final class BookingStandIn implements AutoCloseable {
    private final HttpServer server;
    private final Map<UUID, Answer> bookings = new ConcurrentHashMap<>();
    private final List<UUID> asked = new CopyOnWriteArrayList<>();

    private final Map<UUID, Map<String, Object>> standings = new ConcurrentHashMap<>();

    private record Answer(UUID owner, int status, byte[] body) {}

    BookingStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/bookings/", this::answer);
        server.createContext("/internal/v1/bookings/standings", this::stand);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** It has the booking, in that state. */
    void knows(Ride ride, String status) {
        bookings.put(ride.bookingId(), answer(ride, status));
        stands(ride, status, status.equals("completed"), "changed_mind");
    }

    /** It shows the booking to its owner, as requested, unless a test has told otherwise. */
    void knowsUnlessTold(Ride ride) {
        bookings.putIfAbsent(ride.bookingId(), answer(ride, "requested"));
    }

    private static Answer answer(Ride ride, String status) {
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("id", ride.bookingId());
        booking.put("booking_number", ride.number());
        booking.put("owner_id", ride.ownerId());
        booking.put("status", status);
        booking.put("estimated_price_cents", ride.price());
        booking.put("currency", "MYR");
        booking.put("version", 1);
        return new Answer(ride.ownerId(), 200, Json.bytes(Map.of("success", true, "data", booking)));
    }

    /** The payment service is told this when it asks how the booking stands. */
    void stands(Ride ride, String status, boolean confirmed, String cancelNote) {
        Map<String, Object> standing = new LinkedHashMap<>();
        standing.put("booking_id", ride.bookingId());
        standing.put("booking_number", ride.number());
        standing.put("owner_id", ride.ownerId());
        standing.put("price_cents", ride.price());
        standing.put("currency", "MYR");
        standing.put("status", status);
        if (!status.equals("requested") && !status.equals("cancelled")) {
            standing.put("runner_id", ride.runnerId());
        }
        standing.put("confirmed", confirmed);
        standing.put("cancel_note", cancelNote);
        standing.put("version", 7);
        standings.put(ride.bookingId(), standing);
    }

    /** It has lost the booking, or never had it. */
    void forget(Ride ride) {
        bookings.remove(ride.bookingId());
        standings.remove(ride.bookingId());
    }

    /** It answers like this about the booking. */
    void answers(Ride ride, int status, String body) {
        bookings.put(ride.bookingId(), new Answer(ride.ownerId(), status, body.getBytes()));
    }

    /** How often it was asked about the booking. */
    long timesAsked(Ride ride) {
        return asked.stream().filter(ride.bookingId()::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        asked.add(id);
        Answer answer = bookings.get(id);
        if (answer == null) {
            send(exchange, 404, Json.bytes(Failure.of("Booking not found")));
        } else if (!answer.owner.equals(caller(exchange))) {
            send(exchange, 403, Json.bytes(Failure.of("this booking is somebody else's")));
        } else {
            send(exchange, answer.status, answer.body);
        }
    }

    private void stand(HttpExchange exchange) throws IOException {
        if (caller(exchange) != null) {
            send(exchange, 401, Json.bytes(Failure.of("a person's token")));
            return;
        }
        List<Map<String, Object>> items = new ArrayList<>();
        Json.tree(exchange.getRequestBody().readAllBytes())
                .path("booking_ids")
                .forEach(id -> Optional.ofNullable(standings.get(UUID.fromString(id.asText())))
                        .ifPresent(items::add));
        send(exchange, 200, Json.bytes(Map.of("success", true, "data", Map.of("items", items))));
    }

    private static @Nullable UUID caller(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        String user = Json.tree(claims).path("user_id").asText();
        return user.isEmpty() ? null : UUID.fromString(user);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
